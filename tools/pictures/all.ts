import { troubleshootingPage } from "../pages/troubleshooting";
import { housePicture } from "./house";
import { roomsOf } from "./rooms";
import { waitPicture } from "./wait";

/** The pictures and the page that are made from the code, by the file that each is in. */
export function picturesOf(root: string): Record<string, string> {
  return {
    "docs/house.svg": housePicture(roomsOf(root)),
    "docs/wait.svg": waitPicture(),
    "docs/troubleshooting.md": troubleshootingPage(root),
  };
}
