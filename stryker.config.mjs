// @ts-check
// `npm run mutation`: changes the deciding files in every way Stryker knows, one at a time, and sees whether a unit
// test notices. What survives makes no difference that can be seen from outside:
//
// - assessment.ts: `case "missing"` and `case "status"` of a switch whose end gives the same `undefined`; an absent
//   status or code that is not found in a table (`status !== undefined`, `errorCode === undefined`),
//   or written down as `undefined` in a state that is not handed out; a state that is absent under an existing key
//   (`state?.`), which only a type allows; the shortcut for findings that have nothing but a status, which saves time.
// - vocabulary.ts: an absent status is not in the set of the transitional ones.
// - arguments.ts: sorting roles, which compare as equal and so stay in their order; leaving out `false` where only
//   `members` may be false.
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
