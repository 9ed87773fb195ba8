// `npm run check:package`: packs the package and looks at it from all sides.
import { checkPackage } from "./package/checkPackage";
import { checker } from "./tool";

checker(checkPackage);
