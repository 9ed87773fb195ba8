// `npm run lint:workflows`: actionlint and zizmor look at the workflows, ours and the one to copy.
import { lintWorkflows } from "./lint/workflows";
import { checker } from "./tool";

checker(() => lintWorkflows());
