import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { decent, type Ended, type Stack } from "./stack";

/** Starts the Automation API with a program that is a function in the same process. */
const RUNNER = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const [command, options] = [process.argv[2], JSON.parse(process.argv[3])];
LocalWorkspace.selectStack(
  { stackName: "dev", projectName: "engine", program: async () => require("./program.js") },
  { workDir: __dirname },
)
  .then((stack) => stack[command]({ color: "never", ...options, onOutput: (text) => process.stdout.write(text), onError: () => {} }))
  .catch((error) => {
    process.exitCode = 1;
    if (error.constructor.name !== "CommandError") console.log(String(error.message));
  });
`;

/**
 * Runs a command with an inline program of the Automation API. It needs no language host: the one for Node.js that a
 * package registry has is older than resource hooks and policy packs.
 */
export async function inline(
  stack: Stack,
  command: "preview" | "up" | "destroy",
  program: string,
  options: object = {},
  env: NodeJS.ProcessEnv = stack.env,
): Promise<Ended> {
  writeFileSync(join(stack.project, "program.js"), program);
  writeFileSync(join(stack.project, "runner.js"), RUNNER);
  const child = spawn(process.execPath, ["runner.js", command, JSON.stringify(options)], {
    cwd: stack.project,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return decent({ exitCode, output });
}
