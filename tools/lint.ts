// `npm run lint` and `npm run lint:fix`: formatter, linter, unused exports, and our own rules.
import { lint } from "./lint/linters";
import { checker } from "./tool";

checker((args) => lint(args.includes("--fix")));
