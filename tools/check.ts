// `npm run check`: all checks that do not run the code, in one command.
import { lint } from "./lint/linters";
import { lintWorkflows } from "./lint/workflows";
import { checkPackage } from "./package/checkPackage";
import { checker } from "./tool";

checker(async () => [...(await lint()), ...(await checkPackage()), ...(await lintWorkflows())]);
