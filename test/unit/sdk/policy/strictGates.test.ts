import assert from "node:assert/strict";
import { strictGates } from "../../../../sdk/policy/strictGates";
import { gate, reports, repository, resource } from "../../../support/resources";

describe("the policy of strict gates", () => {
  it("counts the defaults of a gate as strict", async () => {
    const inspector = gate("inspector");
    assert.deepEqual(await reports(strictGates(), [inspector, repository("r", { dependencies: [inspector] })]), []);
  });

  it("finds the level, the timeout and the scan types that are missing, each in a sentence", async () => {
    const weak = gate("weak", { enforcementLevel: "disabled", timeout: "9m59s", resourceTypes: undefined });
    const found = await reports(strictGates(), [weak, repository("r", { dependencies: [weak] })]);
    assert.deepEqual(found, [
      [
        "weak",
        'The gate "weak" is disabled: it only observes. Leave `enforcementLevel` out, or set it to "mandatory".',
      ],
      [
        "weak",
        'The gate "weak" waits for 9m59s at most, and this policy asks for 10m: enabling takes minutes in busy accounts. Raise `timeout`.',
      ],
      [
        "weak",
        'The gate "weak" compares the state of the account only, and aws:ecr/repository:Repository "r" needs ECR. Add ECR to `resourceTypes`.',
      ],
    ]);
  });

  it("lets gates share the scan types, but not where a resource depends on the wrong one", async () => {
    const [ec2, ecr] = [gate("ec2", { resourceTypes: ["EC2"] }), gate("ecr")];
    const both = repository("both", { dependencies: [ec2, ecr] });
    assert.deepEqual(await reports(strictGates(), [ec2, ecr, both, repository("alone")]), []);
    const wrong = await reports(strictGates(), [ec2, ecr, repository("wrong", { dependencies: [ec2] })]);
    assert.deepEqual(
      wrong.map(([name]) => name),
      ["ec2"],
    );
    const functions = [1, 2, 3, 4, 5].map((index) => resource("aws:lambda/function:Function", `f${index}`));
    const [[, sentence] = []] = await reports(strictGates(), [ecr, ...functions]);
    assert.match(sentence!, /compares ECR, and .*"f1", .*"f2", .*"f3" and 2 more need LAMBDA\. Add LAMBDA/);
  });
});
