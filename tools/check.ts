// `npm run check`: everything that is looked at without being run, in one command.
import { lint } from "./lint/linters";
import { lintWorkflows } from "./lint/workflows";
import { checkPackage } from "./package/checkPackage";
import { checker } from "./tool";

checker(async () => [...(await lint()), ...(await checkPackage()), ...(await lintWorkflows())]);
