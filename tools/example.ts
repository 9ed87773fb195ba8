// `npm run example NAME`: the commands in the README of examples/NAME on the real Pulumi CLI, against an emulated
// Amazon Inspector. `npm start` is the quickstart. With `--write`, the README gets what they print.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";
import { withPrinted } from "./example/readme";
import { tell } from "./example/story";
import { pulumiCli } from "./pulumiCli";
import { tool } from "./tool";

const EXAMPLES = join(__dirname, "..", "examples");

async function main([name = "", ...options]: readonly string[]): Promise<void> {
  const folder = join(EXAMPLES, name);
  const readme = join(folder, "README.md");
  if (!names().includes(name)) throw new Error(`Which example? There are ${names().join(", ")}.`);
  const write = options.includes("--write");
  const listener = {
    step: ({ narration, command }: { narration: string; command: string }): void =>
      console.log(`\n${paint("bold", narration)}\n${paint("cyan", `$ ${command}`)}`),
    line: (line: string): void => console.log(line),
  };
  const printed = await tell(folder, await pulumiCli(), listener, { compare: !write });
  if (write) writeFileSync(readme, withPrinted(readFileSync(readme, "utf8"), printed));
  console.log(paint("bold", `\nThat was the whole story, told by the real CLI. The program is examples/${name}.`));
}

function names(): string[] {
  return readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "Pulumi.yaml")));
}

function paint(style: "bold" | "cyan", text: string): string {
  return process.stdout.isTTY ? styleText(style, text) : text;
}

tool(main);
