// `npm run check:package`: packs the package and checks the tarball.
import { checkPackage } from "./package/checkPackage";
import { checker } from "./tool";

checker(checkPackage);
