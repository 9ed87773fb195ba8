import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { pack } from "../../../tools/package/tarball";
import { temporaryFolder } from "../../../tools/temporaryFolder";

const ROOT = join(__dirname, "..", "..", "..");
export const NAME = "pulumi-inspector-status";
/** The other packages of a test's program. Our package must not need any package that is not in this list. */
const OTHERS = ["@pulumi/pulumi", "@types/node", "typescript"];

let installed: string | undefined;

/**
 * The `node_modules` of all programs of this process: our package as `npm pack` makes it of `dist`, and links to what
 * it depends on, so that there is one copy of `@pulumi/pulumi`.
 */
export function installedPackages(): string {
  return (installed ??= install());
}

function install(): string {
  const folder = temporaryFolder().path;
  const nodeModules = join(folder, "node_modules");
  const ours = join(nodeModules, NAME);
  mkdirSync(ours, { recursive: true });

  execFileSync("tar", ["-xzf", pack(ROOT, folder).path, "-C", ours, "--strip-components=1"]);

  const { dependencies } = JSON.parse(readFileSync(join(ours, "package.json"), "utf8")) as { dependencies: object };
  for (const name of [...Object.keys(dependencies), ...OTHERS]) {
    mkdirSync(dirname(join(nodeModules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(nodeModules, name), "junction");
  }
  return nodeModules;
}
