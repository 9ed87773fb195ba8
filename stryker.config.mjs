// @ts-check
// `npm run mutation`: changes the deciding files in every way Stryker knows, one at a time, and sees whether a unit test
// notices. Survivors that no test can notice are explained where they are, by a `Stryker disable` comment.
import { mutation } from "./stryker.shared.mjs";

export default mutation({
  mutate: ["provider/verdict.ts", "provider/vocabulary.ts", "provider/inputs.ts", "provider/schemas.ts"],
  tests: ["verdict", "vocabulary", "inputs"],
  break: 90,
});
