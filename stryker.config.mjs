// @ts-check
// `npm run mutation`: changes the deciding files in every way Stryker knows, one at a time, and sees whether a unit
// test notices. What survives makes no difference that can be seen from outside:
//
// - assessment.ts: `case "missing"` and `case "status"` of a switch whose end gives the same `undefined`; an absent
//   status or code that is not found in a table (`status !== undefined`, `errorCode === undefined`), or written down as
//   `undefined` in a state that is not handed out.
// - verdict.ts: comparing an account with itself; an absent scan type, which is at no place of a list.
// - vocabulary.ts: an absent status is not in the set of the transitional ones.
// - arguments.ts: the reason for refusing an empty list of an argument that is no list; an argument that excludes no
//   other one; what would become of a text where a list is, which is refused before.
// - schemas.ts: whatever follows the colon of a protocol, which ends there.
import { mutation } from "./stryker.config.shared.mjs";

export default mutation({
  mutate: [
    "provider/status/assessment.ts",
    "provider/status/verdict.ts",
    "provider/status/vocabulary.ts",
    "provider/gate/arguments.ts",
    "provider/values/schemas.ts",
  ],
  tests: ["status/assessment", "status/verdict", "status/vocabulary", "gate/arguments"],
  break: 90,
});
