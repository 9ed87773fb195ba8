/** The texts of files, by their path in a project. */
export type Files = Readonly<Record<string, string>>;

const GATE = '("inspector", { accountIds: ["111122223333"], resourceTypes: ["EC2", "ECR"], mismatchGrace: "1s" });';

/** A program that is valid as TypeScript and as a JavaScript module. */
export const MODULE = `import { InspectorAccountStatus } from "pulumi-inspector-status";

const inspector = new InspectorAccountStatus${GATE}

export const status = inspector.status;
`;

export const COMMON_JS = `const { InspectorAccountStatus } = require("pulumi-inspector-status");

const inspector = new InspectorAccountStatus${GATE}

exports.status = inspector.status;
`;

/** A program that is not valid JavaScript, so that a TypeScript row can't pass without TypeScript. */
export const TYPESCRIPT = MODULE.replace("const inspector =", "const inspector: InspectorAccountStatus =");

/** The Pulumi.yaml of a program; `more` is added at its end. */
export function pulumiYaml(more = ""): string {
  return `name: program\nruntime: nodejs\n${more}`;
}

export function tsconfig(compilerOptions: object): string {
  return json({ compilerOptions: { target: "es2022", strict: true, skipLibCheck: true, ...compilerOptions } });
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** The name of our tarball at the top of each project. */
export const TARBALL = "pulumi-inspector-status.tgz";

/** The dependencies of a program with a gate; the tarball is `up` folders above it. */
export function dependencies(up = ".", pulumi = "^3.200.0"): Readonly<Record<string, string>> {
  return { "@pulumi/pulumi": pulumi, "pulumi-inspector-status": `file:${up}/${TARBALL}` };
}

export const COMPILER = { "@types/node": "^20.19.0", typescript: "^5.9.0" } as const;
