// `npm run lint` and `npm run lint:fix`: formatter, linter, and what nobody uses.
import { lint } from "./lint/linters";
import { checker } from "./tool";

checker((args) => lint(args.includes("--fix")));
