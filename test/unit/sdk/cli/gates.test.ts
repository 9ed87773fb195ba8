import assert from "node:assert/strict";
import { sectionsOf } from "../../../../sdk/cli/gates";
import { TYPE_TOKEN } from "../../../../provider/gate/names";
import { A } from "../../../support/readings";

describe("the sections of a preview", () => {
  const urn = `urn:pulumi:dev::shop::${TYPE_TOKEN}::inspector`;
  const where = { folder: ".", stack: "dev" };
  const asked = "Amazon Inspector in eu-west-1 could not be asked (ECONNREFUSED: no). Check the network.";

  it("have the Region of a gate that failed", () => {
    const message = `error: ${TYPE_TOKEN} resource 'inspector' has a problem: ${asked}`;
    const output = JSON.stringify({ diagnostics: [{ severity: "error", urn, message }] });
    const [section, ...others] = sectionsOf(where, { exitCode: 1, output, errors: "", facts: "" });
    assert.equal(others.length, 0);
    assert.equal(section!.title, '., dev, gate "inspector" in eu-west-1');
    assert.deepEqual([section!.region, section!.problems[0]!.message], ["eu-west-1", asked]);
  });

  it("have the Region of a gate that only warns, and could not be read", () => {
    const inputs = { accountIds: [A], __look: "1" };
    const steps = [{ op: "same", urn, newState: { inputs }, oldState: { outputs: { region: "eu-west-1" } } }];
    const facts = JSON.stringify({ inputs, level: "advisory", unverified: asked });
    const [section] = sectionsOf(where, { exitCode: 0, output: JSON.stringify({ steps }), errors: "", facts });
    assert.deepEqual(
      [section!.title, section!.region, section!.enforcementLevel],
      ['shop/dev, gate "inspector" in eu-west-1', "eu-west-1", "advisory"],
    );
  });

  it("have no Region where none is known", () => {
    const steps = [{ op: "same", urn, newState: { inputs: {} }, oldState: { outputs: {} } }];
    const [section] = sectionsOf(where, { exitCode: 0, output: JSON.stringify({ steps }), errors: "", facts: "" });
    assert.deepEqual([section!.title, section!.region], ['shop/dev, gate "inspector"', undefined]);
  });
});
