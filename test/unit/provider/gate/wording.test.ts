import assert from "node:assert/strict";
import { accountsText, count, listText, waitedFor } from "../../../../provider/gate/wording";
import { A, B, C } from "../../../support/readings";

describe("wording", () => {
  it("counts looks", () => {
    assert.equal(waitedFor({ waited: 12_400, looks: 1 }), "after 12s (1 look)");
    assert.equal(waitedFor({ waited: 0, looks: 2 }), "after 0s (2 looks)");
    assert.equal(count(1, "account"), "1 account");
  });

  it("names the first of a list, and counts the rest", () => {
    assert.equal(listText(["a", "b", "c"], 3), "a, b, c");
    assert.equal(listText(["a", "b", "c"], 1), "a and 2 more");
    assert.equal(accountsText([A]), `Account ${A}`);
    assert.equal(accountsText(["self"]), "Account of the caller");
    assert.equal(accountsText([A, B, C], 2), `Accounts ${A}, ${B} and 1 more`);
  });
});
