// `npm run check:package`: packs the package and looks at it from all sides.
import { messageOf } from "../provider/values/messageOf";
import { checkPackage } from "./package/checkPackage";

checkPackage()
  .then((found) => {
    if (found.length === 0) return;
    console.error(`To be mended, as said above: ${found.join(", ")}.`);
    process.exitCode = 1;
  })
  .catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  });
