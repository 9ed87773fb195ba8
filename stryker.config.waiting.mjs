// @ts-check
// The second half of `npm run mutation`: the files that read and wait. Their score is shown and has no threshold,
// because no unit test measures times such as pauses and jitter to the millisecond.
import { mutation } from "./stryker.config.shared.mjs";

export default mutation({
  mutate: ["provider/aws/reader.ts", "provider/waiting/wait.ts", "provider/waiting/watcher.ts"],
  tests: ["aws/reader", "waiting/wait", "waiting/watcher"],
  break: null,
});
