import {
  COMMON_JS,
  COMPILER,
  dependencies,
  json,
  MODULE,
  pulumiYaml,
  tsconfig,
  TYPESCRIPT,
  type Files,
} from "./programs";
import type { SUBJECTS } from "./outcome";

export type Manager = "npm" | "pnpm" | "yarn";

/** A kind of project, and its expected outcome. */
export interface Row {
  readonly subject: keyof typeof SUBJECTS;
  /** How the table names it. */
  readonly name: string;
  /** The major version of Node.js that runs it. */
  readonly node: number;
  readonly manager: Manager;
  readonly files: Files;
  /** The folder with Pulumi.yaml, from the top of the project. @default the top */
  readonly folder?: string;
  /** What makes of the sources what runs: a program of a package, with arguments. */
  readonly build?: readonly [program: string, ...args: string[]];
  /** Whether Node.js finds packages by Yarn's map of them, as `yarn exec` and `yarn run` tell it to. */
  readonly pnp?: true;
  /** Where it does not work: what the user reads of it, and the way out. */
  readonly fails?: { readonly says: RegExp; readonly wayOut: string };
}

const NODE = 24;
const COMMON = tsconfig({ module: "commonjs", moduleResolution: "node10", outDir: "bin" });
const NODE_NEXT = tsconfig({ module: "nodenext", outDir: "bin" });

function packageJson(more: object = {}): string {
  return json({ name: "program", private: true, dependencies: dependencies(), devDependencies: COMPILER, ...more });
}

const JAVASCRIPT: Files = {
  "Pulumi.yaml": pulumiYaml(),
  "package.json": packageJson({ devDependencies: {} }),
  "index.js": COMMON_JS,
};
const BY_TS_NODE: Files = {
  "Pulumi.yaml": pulumiYaml(),
  "package.json": packageJson(),
  "tsconfig.json": COMMON,
  "index.ts": TYPESCRIPT,
};

const plain = { node: NODE, manager: "npm" } as const;
const ofPrograms: readonly Row[] = [
  { ...plain, subject: "program", name: "TypeScript, `module: commonjs`", files: BY_TS_NODE },
  {
    ...plain,
    subject: "program",
    name: "TypeScript, `module: nodenext`",
    files: { ...BY_TS_NODE, "tsconfig.json": NODE_NEXT },
  },
  { ...plain, subject: "program", name: "JavaScript, CommonJS", files: JAVASCRIPT },
  {
    ...plain,
    subject: "program",
    name: "JavaScript, ES modules",
    files: {
      ...JAVASCRIPT,
      "package.json": packageJson({ type: "module", main: "index.js", devDependencies: {} }),
      "index.js": MODULE,
    },
  },
  {
    ...plain,
    subject: "program",
    name: "TypeScript, ES modules",
    files: {
      "Pulumi.yaml": pulumiYaml(),
      "package.json": packageJson({ type: "module", main: "index.ts" }),
      "tsconfig.json": NODE_NEXT,
      "index.ts": TYPESCRIPT,
    },
  },
  {
    ...plain,
    subject: "program",
    name: "compiled before, `main: bin/`",
    files: { ...BY_TS_NODE, "Pulumi.yaml": pulumiYaml("main: bin/\n") },
    build: ["typescript/bin/tsc"],
  },
  {
    ...plain,
    subject: "program",
    name: "bundled by esbuild",
    files: {
      ...BY_TS_NODE,
      "package.json": packageJson({ main: "bin/index.js", devDependencies: { ...COMPILER, esbuild: "^0.28.0" } }),
    },
    build: [
      "esbuild/bin/esbuild",
      "index.ts",
      "--bundle",
      "--platform=node",
      "--external:@pulumi/pulumi",
      "--outfile=bin/index.js",
    ],
  },
  {
    ...plain,
    subject: "program",
    name: "`main:` in a sub-folder",
    files: {
      "Pulumi.yaml": pulumiYaml("main: infra/\n"),
      "package.json": packageJson(),
      "tsconfig.json": COMMON,
      "infra/index.ts": TYPESCRIPT,
    },
  },
];

/** A workspace with the program in packages/infra. */
function workspace(top: object, more: Files = {}): Files {
  return {
    "package.json": json({ name: "workspace", private: true, ...top }),
    "packages/infra/package.json": json({
      name: "infra",
      private: true,
      dependencies: dependencies("../.."),
      devDependencies: COMPILER,
    }),
    "packages/infra/Pulumi.yaml": pulumiYaml(),
    "packages/infra/tsconfig.json": COMMON,
    "packages/infra/index.ts": TYPESCRIPT,
    ...more,
  };
}

/** pnpm stops at the install script of protobufjs, which `@pulumi/pulumi` depends on and which only prints advice. */
const NO_SCRIPTS = "strictDepBuilds: false\n";

const ofManagers: readonly Row[] = [
  {
    ...plain,
    subject: "manager",
    name: "npm workspaces, hoisted",
    folder: "packages/infra",
    files: workspace({ workspaces: ["packages/*"] }),
  },
  {
    subject: "manager",
    name: "pnpm",
    node: NODE,
    manager: "pnpm",
    files: { ...BY_TS_NODE, "pnpm-workspace.yaml": NO_SCRIPTS },
  },
  {
    subject: "manager",
    name: "pnpm workspace",
    node: NODE,
    manager: "pnpm",
    folder: "packages/infra",
    files: workspace({}, { "pnpm-workspace.yaml": `packages:\n  - packages/*\n${NO_SCRIPTS}` }),
  },
  {
    subject: "manager",
    name: "Yarn 4, `nodeLinker: node-modules`",
    node: NODE,
    manager: "yarn",
    files: { ...BY_TS_NODE, ".yarnrc.yml": "nodeLinker: node-modules\n" },
  },
  {
    subject: "manager",
    name: "Yarn 4, Plug'n'Play, by `yarn exec pulumi`",
    node: NODE,
    manager: "yarn",
    pnp: true,
    files: { ...BY_TS_NODE, ".yarnrc.yml": "nodeLinker: pnp\n" },
  },
  {
    subject: "manager",
    name: "Yarn 4, Plug'n'Play, by `pulumi` alone",
    node: NODE,
    manager: "yarn",
    files: { ...BY_TS_NODE, ".yarnrc.yml": "nodeLinker: pnp\n" },
    fails: {
      says: /It looks like the Pulumi SDK has not been installed/,
      wayOut: "run `yarn exec pulumi`, or say `nodeLinker: node-modules`",
    },
  },
];

/** npm chooses the newest `@pulumi/pulumi` whose `engines` allow the Node.js that runs npm. */
const ofNode: readonly Row[] = [20, 22, 24, 26].map((node) => ({
  subject: "node",
  name: String(node),
  node,
  manager: "npm",
  files: BY_TS_NODE,
}));

const ofPulumi: readonly Row[] = [
  {
    ...plain,
    subject: "pulumi",
    name: "the oldest, 3.200.0",
    files: { ...BY_TS_NODE, "package.json": packageJson({ dependencies: dependencies(".", "3.200.0") }) },
  },
];

export const ROWS: readonly Row[] = [...ofPrograms, ...ofManagers, ...ofNode, ...ofPulumi];
