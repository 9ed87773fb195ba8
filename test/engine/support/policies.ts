import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "../../../tools/temporaryFolder";
import { writeAwsPlugin } from "../../../tools/example/awsPlugin";
import { installedPackages, NAME } from "./package";
import type { Stack } from "./stack";

const ROOT = join(__dirname, "..", "..", "..");
const LANGUAGE_HOST = "pulumi-language-nodejs";

/** What the CLI ran policy packs with before the language host did: a script that came with it. */
const ANALYZER = `#!/bin/sh
exec node "$(node -p "require.resolve('@pulumi/pulumi/cmd/run-policy-pack')")" "$@"
`;

/**
 * The environment of a stack in which policy packs run, and resources of AWS can be declared. The language host that a
 * package registry has is older than policy packs in it; where there is none, the engine falls back on a script.
 */
export function policyEnvironment(stack: Stack): NodeJS.ProcessEnv {
  const folder = temporaryFolder().path;
  const path = (stack.env["PATH"] ?? "").split(delimiter);
  const cli = path.find((each) => existsSync(join(each, "pulumi")))!;
  for (const name of ["pulumi", "pulumi-resource-pulumi-nodejs"]) {
    copyFileSync(join(cli, name), join(folder, name));
    chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, "pulumi-analyzer-policy-nodejs"), ANALYZER, { mode: 0o755 });
  writeAwsPlugin(folder);
  const others = path.filter((each) => !existsSync(join(each, LANGUAGE_HOST)));
  stack.usePackages(packagesWithPolicy(folder));
  return { ...stack.env, PATH: [folder, ...others].join(delimiter) };
}

/** The folder of the pack, as it is installed for the program. */
export function policyPack(stack: Stack): string {
  return join(stack.project, "node_modules", NAME, "policy-pack");
}

/** Ours, what it needs, and `@pulumi/policy`, which other programs must do without. */
function packagesWithPolicy(folder: string): string {
  const nodeModules = join(folder, "node_modules");
  cpSync(join(installedPackages(), NAME), join(nodeModules, NAME), { recursive: true });
  const link = (name: string, from: string): void => {
    mkdirSync(join(nodeModules, name, ".."), { recursive: true });
    symlinkSync(join(from, name), join(nodeModules, name), "junction");
  };
  link("@pulumi/policy", join(ROOT, "node_modules"));
  for (const entry of readdirSync(installedPackages())) {
    if (entry === NAME) continue;
    const names = entry.startsWith("@")
      ? readdirSync(join(installedPackages(), entry)).map((name) => `${entry}/${name}`)
      : [entry];
    for (const name of names) link(name, installedPackages());
  }
  return nodeModules;
}
