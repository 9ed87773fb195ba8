import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { InspectorAccountStatusByRegion } from "../../../sdk";
import { problemsOfResourceTypes } from "../../../sdk/resourceTypesByRegion";
import { SCAN_TYPES } from "../../../provider/status/vocabulary";

const REGIONS = ["us-east-1", "eu-south-2"];
const EC2 = ["EC2"];

describe("scan types by Region", () => {
  const one = `must be one of ${SCAN_TYPES.join(", ")}, not`;
  const table: [given: unknown, problems: string[]][] = [
    [undefined, []],
    [EC2, []],
    // What is not a map is for the gates to refuse.
    ["EC2", []],
    [pulumi.output({ default: [] }), []],
    [Promise.resolve({ default: [] }), []],
    [{ default: EC2 }, []],
    [{ default: EC2, "eu-south-2": ["ECR", "AMI"] }, []],
    [{ "us-east-1": EC2, "eu-south-2": EC2 }, []],
    [{ default: pulumi.output([]), "eu-south-2": [pulumi.output("x"), Promise.resolve("y")] }, []],
    [{}, ["`resourceTypes` says nothing of us-east-1, eu-south-2: name it there, or add `default`"]],
    [{ "us-east-1": EC2 }, ["`resourceTypes` says nothing of eu-south-2: name it there, or add `default`"]],
    [{ default: EC2, "eu-west-1": EC2 }, ['`resourceTypes["eu-west-1"]` is not in `regions` (us-east-1, eu-south-2)']],
    [{ default: [] }, ['`resourceTypes["default"]` must not be empty: no scan type is not a pass']],
    [{ default: EC2, "eu-south-2": undefined }, ['`resourceTypes["eu-south-2"]` must be a list of scan types']],
    [{ default: EC2, "eu-south-2": "EC2" }, ['`resourceTypes["eu-south-2"]` must be a list of scan types']],
    [{ default: [1n] }, [`\`resourceTypes["default"][0]\` ${one} bigint`]],
    [{ default: ["EC2", "ec2"] }, [`\`resourceTypes["default"][1]\` ${one} "ec2"; did you mean EC2?`]],
    [
      { default: [null, undefined] },
      [0, 1].map((i) => `\`resourceTypes["default"][${i}]\` ${one} ${["null", "undefined"][i]}`),
    ],
    [
      { "eu-west-1": [], default: ["S3"] },
      [
        '`resourceTypes["eu-west-1"]` is not in `regions` (us-east-1, eu-south-2)',
        '`resourceTypes["eu-west-1"]` must not be empty: no scan type is not a pass',
        `\`resourceTypes["default"][0]\` ${one} "S3"`,
      ],
    ],
  ];
  for (const [i, [given, problems]] of table.entries())
    it(`are ${problems.length > 0 ? "refused" : "taken"} (${i})`, () =>
      assert.deepEqual(problemsOfResourceTypes(given, REGIONS), problems));

  it("are refused all at once, without a stack", async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ inputs }) => ({ id: "id", state: inputs as object }),
      call: () => ({}),
    });
    const resourceTypes = { default: [], "eu-west-1": ["EC2" as const] };
    assert.throws(
      () => new InspectorAccountStatusByRegion("all", { regions: ["us-east-1"], resourceTypes }),
      (error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        const problems = [
          '`resourceTypes["default"]` must not be empty: no scan type is not a pass',
          '`resourceTypes["eu-west-1"]` is not in `regions` (us-east-1)',
        ];
        assert.equal(error.message, `InspectorAccountStatusByRegion "all": ${problems.join("; ")}.`);
        return true;
      },
    );
    const misspelled = { default: ["EC3" as "EC2"] };
    assert.throws(
      () => new InspectorAccountStatusByRegion("all", { regions: ["us-east-1"], resourceTypes: misspelled }),
      { message: /^[^?]*"all": `resourceTypes\["default"\]\[0\]` must be one of .*; did you mean EC2\?$/ },
    );
  });
});
