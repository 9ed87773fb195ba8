import assert from "node:assert/strict";
import fc from "fast-check";
import { messageContext } from "../../../../provider/gate/gate";
import { readOutputs } from "../../../../provider/gate/outputs";
import { verdictSentences } from "../../../../provider/gate/verdictSentences";
import { violationSentences } from "../../../../provider/gate/violationSentences";
import { anExpectation, someReadings } from "../../../support/arbitraries";
import { seenOf } from "../../../support/endings";
import { gateFor } from "../../../support/gates";
import { account, A, B } from "../../../support/readings";

describe("the sentences about what outputs say", () => {
  it("are those of the gate, whatever was read and whatever was not", () => {
    fc.assert(
      fc.property(someReadings, anExpectation, fc.boolean(), (readings, expectation, isPending) => {
        const { status: expectedStatus, resourceTypes } = expectation;
        const gate = gateFor({ expectedStatus, ...(resourceTypes && { resourceTypes }) });
        const unread = { [B]: { kind: "unavailable", code: "TimeoutError", message: "too slow" } } as const;
        const seen = seenOf(readings, expectation, { doubtedFor: isPending ? 0 : 60_000, unread });
        const told = violationSentences({ ...readOutputs(gate, seen), pending: [] }, "us-east-1");
        assert.deepEqual(told, verdictSentences(seen.violations, messageContext(gate)));
        // What is in transition and not compared is told besides.
        const all = violationSentences(readOutputs(gate, seen), "us-east-1").join();
        for (const sentence of verdictSentences(seen.pending, messageContext(gate)))
          assert.ok(all.includes(sentence.slice(sentence.lastIndexOf(": ") + 2)), sentence);
      }),
    );
  });

  it("go by the status where the code beside it says nothing", () => {
    const readings = { [A]: account(A, "ENABLED", { ec2: { status: "DISABLED", errorCode: "ALREADY_ENABLED" } }) };
    const gate = gateFor({ accountIds: [A], resourceTypes: ["EC2"] });
    const outputs = readOutputs(gate, seenOf(readings, gate.expectation));
    const [sentence] = violationSentences(outputs, "us-east-1");
    assert.match(
      sentence!,
      /^Account 111122223333 in us-east-1, EC2: DISABLED with ALREADY_ENABLED, .*, expected ENABLED\. /,
    );
  });
});
