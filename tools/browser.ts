import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/**
 * The path of a Chromium or Chrome: the one that CHROME_PATH names, one on PATH, or Debian's, which is installed where
 * this process may do so.
 */
export function browserPath(): string {
  const found = process.env["CHROME_PATH"] ?? onPath();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    console.log("Installing Debian's Chromium …");
    apt("update", "-qq");
    apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
    const installed = onPath();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    `The page is tested in a browser, and there is none: install Chromium or Chrome, so that one of ${NAMES.join(", ")} is on PATH, or name it in CHROME_PATH.`,
  );
}

function onPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
}

function apt(...args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8" });
  if (status !== 0) console.error(`apt-get ${args.join(" ")} failed: ${stderr}`);
}
