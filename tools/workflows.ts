// `npm run lint:workflows`: actionlint and zizmor look at the workflows, ours and the one to copy.
import { lintWorkflows } from "./lint/workflows";
import { messageOf } from "../provider/values/messageOf";

lintWorkflows()
  .then((found) => {
    if (found.length === 0) return;
    console.error(`To be mended, as said above: ${found.join(", ")}.`);
    process.exitCode = 1;
  })
  .catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  });
