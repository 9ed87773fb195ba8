import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../provider/values/messageOf";
import { must, QUIETLY } from "./commands";
import type { Outcome } from "./outcome";
import { COMPILER, dependencies, json, TARBALL, tsconfig } from "./programs";
import type { Toolbox } from "./toolbox";

const VERSIONS = ["5.0", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "6.0", "latest"];

/** A program that imports all public types, so that each of them is checked. */
const PROGRAM = `import * as status from "pulumi-inspector-status";
import { startEmulator, type Scenario } from "pulumi-inspector-status/testing";

const gate = new status.InspectorAccountStatus("inspector", { accountIds: ["111122223333"], resourceTypes: ["EC2"] });
const hook = status.requireInspectorEnabled("hook", { resourceTypes: ["ECR"] });
const regions = new status.InspectorAccountStatusByRegion("all", { regions: ["us-east-1"] }, { dependsOn: gate });
export const found: Promise<boolean> = status
  .getInspectorAccountStatus({ accountIds: ["111122223333"] })
  .then((result) => result.satisfied);
export const scenario: Scenario = { accounts: { "111122223333": "ENABLED" } };
export const emulator = startEmulator(scenario);
export { gate, hook, regions };
// @ts-expect-error There is no such scan type.
new status.InspectorAccountStatus("wrong", { resourceTypes: ["EC3"] });
`;

interface Props {
  readonly folder: string;
  readonly tarball: string;
  readonly toolbox: Toolbox;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** Compiles a program with each version of TypeScript, and checks all libraries. */
export async function compileWithAll({ folder, tarball, toolbox, onOutcome }: Props): Promise<void> {
  const project = join(folder, "types");
  mkdirSync(project);
  copyFileSync(tarball, join(project, TARBALL));
  writeFileSync(join(project, "index.ts"), PROGRAM);
  writeFileSync(join(project, "tsconfig.json"), tsconfig({ module: "nodenext", skipLibCheck: false, noEmit: true }));
  const compilers = Object.fromEntries(
    VERSIONS.map((version) => [`typescript-${version}`, `npm:typescript@${version}`]),
  );
  const devDependencies = { "@types/node": COMPILER["@types/node"], ...compilers };
  writeFileSync(join(project, "package.json"), json({ private: true, dependencies: dependencies(), devDependencies }));
  const env = await toolbox.env();
  await must("npm", ["install", ...QUIETLY], { cwd: project, env });
  for (const version of VERSIONS) {
    const compiler = join(project, "node_modules", `typescript-${version}`);
    const reason = await must("node", [join(compiler, "bin", "tsc"), "-p", project], { cwd: project, env }).then(
      () => undefined,
      messageOf,
    );
    const name = version === "latest" ? `the newest, ${versionIn(compiler)}` : version;
    onOutcome({ subject: "types", name, ...(reason !== undefined && { reason }) });
  }
}

/** The version of the package in a folder. */
function versionIn(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}
