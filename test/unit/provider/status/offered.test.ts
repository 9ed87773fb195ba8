import assert from "node:assert/strict";
import fc from "fast-check";
import type { Expectation } from "../../../../provider/status/assessment";
import { notOffered, whereOffered } from "../../../../provider/status/offered";
import { assess } from "../../../../provider/status/assessment";
import type { Reading } from "../../../../provider/status/report";
import { responseKeyOf, SCAN_TYPES } from "../../../../provider/status/vocabulary";
import { someReadings } from "../../../support/arbitraries";
import { A, account, all, B, failed, missing } from "../../../support/readings";

const TWO: Expectation = { status: "ENABLED", resourceTypes: ["EC2", "LAMBDA_CODE"], whereOffered: true };
const EC2_ONLY = { ec2: "ENABLED" };

describe("notOffered", () => {
  const table: [name: string, readings: Reading[], types: string[]][] = [
    ["what no answer mentions", [account(A, "ENABLED", EC2_ONLY), account(B, "ENABLED", EC2_ONLY)], ["LAMBDA_CODE"]],
    ["nothing where one account has it", [account(A, "ENABLED", EC2_ONLY), all(B, "DISABLED")], []],
    [
      "nothing where a failed account has it",
      [account(A, "ENABLED", EC2_ONLY), failed(B, { resourceStatus: { lambdaCode: "DISABLED" } })],
      [],
    ],
    ["nothing where the answer has no scan type", [account(A, "ENABLED"), failed(B)], []],
    ["nothing where it has none that is compared", [account(A, "ENABLED", { ecr: "ENABLED", vmImage: "ENABLED" })], []],
    ["nothing where nobody is there", [missing], []],
    ["nothing where nothing was read", [], []],
  ];
  for (const [name, readings, types] of table)
    it(name, () => {
      assert.deepEqual(notOffered(TWO, readings), types);
      assert.deepEqual(notOffered({ ...TWO, whereOffered: false }, readings), []);
    });

  it("is nothing where no scan types are compared", () => {
    assert.deepEqual(notOffered({ status: "ENABLED", whereOffered: true }, [all(A, "ENABLED")]), []);
  });
});

describe("whereOffered", () => {
  const aList = fc.uniqueArray(fc.constantFrom(...SCAN_TYPES), { minLength: 1 });

  it("never passes on nothing, and never hides one account's scan type behind another's", () => {
    fc.assert(
      fc.property(someReadings, aList, (readings, resourceTypes) => {
        const answer = Object.values(readings);
        const expectation: Expectation = { status: "ENABLED", resourceTypes, whereOffered: true };
        const compared = whereOffered(expectation, answer).resourceTypes!;
        assert.ok(compared.length > 0);
        for (const [id, reading] of Object.entries(readings)) {
          const found = assess(id, reading, { ...expectation, resourceTypes: compared });
          for (const type of compared) assert.ok(found.some(({ resourceType }) => resourceType === type));
          if (reading.kind !== "account") continue;
          for (const type of resourceTypes)
            if (reading.account.resourceState[responseKeyOf(type)])
              assert.ok(compared.includes(type), `${type} of ${id}`);
        }
      }),
    );
  });

  it("keeps the order of what it compares", () => {
    const expectation: Expectation = { ...TWO, resourceTypes: ["LAMBDA", "LAMBDA_CODE", "EC2"] };
    const readings = [account(A, "ENABLED", { ec2: "ENABLED", lambda: "ENABLED" })];
    assert.deepEqual(whereOffered(expectation, readings).resourceTypes, ["LAMBDA", "EC2"]);
  });
});
