import { housePicture } from "./house";
import { roomsOf } from "./rooms";
import { waitPicture } from "./wait";

/** The pictures of CONTRIBUTING.md, by the file that each is in. */
export function picturesOf(root: string): Record<string, string> {
  return { "docs/house.svg": housePicture(roomsOf(root)), "docs/wait.svg": waitPicture() };
}
