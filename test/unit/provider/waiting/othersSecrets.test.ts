import assert from "node:assert/strict";
import type { Fault } from "../../../../provider/status/fault";
import { withoutSecretsOfOthers } from "../../../../provider/waiting/othersSecrets";
import { A, account, B, C, failed } from "../../../support/readings";
import { Scripted } from "../../../support/scripted";

const HIDDEN = "[secret account of another gate]";

describe("accounts that are secrets of another gate", () => {
  it("are removed from all that a shared read brings, and all else stays", () => {
    const state = { status: "DISABLED", errorMessage: `as ${B} says, not ${C}` };
    const fault: Fault = { kind: "denied", code: "AccessDeniedException", message: `x${B}y, 9${B}9, 12345678901` };
    const readings = new Map([
      [A, account(A, state, { ec2: state })],
      [B, failed(B)],
    ]);
    const { readings: own, unread } = withoutSecretsOfOthers(
      { readings, unread: new Map([[C, fault]]) },
      [A, C],
      new Set([B]),
    );
    const concealed = { ...state, errorMessage: `as ${HIDDEN} says, not ${C}` };
    assert.deepEqual([...own], [[A, account(A, concealed, { ec2: concealed })]]);
    assert.deepEqual([...unread], [[C, { ...fault, message: `x${HIDDEN}y, ${HIDDEN}, 12345678901` }]]);
  });

  const DENIED: Fault = { kind: "denied", code: "AccessDeniedException", message: `not for ${A}, ${B}, ${C}` };

  it("are not named to a gate that shares the call, and its own are", async () => {
    const service = new Scripted(() => DENIED);
    const waits = [
      service.wait([A]),
      service.wait([B], { areSecret: true }),
      service.wait([B, C]),
      service.wait([C], { areSecret: true }),
    ];
    const messages = (await Promise.all(waits)).map((it) => "fault" in it && it.fault.message);
    assert.equal(service.asked.length, 1);
    assert.deepEqual(messages, [
      `not for ${A}, ${HIDDEN}, ${HIDDEN}`,
      `not for ${A}, ${B}, ${HIDDEN}`,
      `not for ${A}, ${B}, ${C}`,
      `not for ${A}, ${HIDDEN}, ${C}`,
    ]);
  });

  it("are no secret where no gate keeps them secret", async () => {
    const service = new Scripted(() => DENIED);
    const both = await Promise.all([service.wait([A]), service.wait([B])]);
    for (const it of both) assert.equal("fault" in it && it.fault.message, DENIED.message);
  });
});
