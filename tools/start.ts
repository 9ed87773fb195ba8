// `npm start`: the program of examples/quickstart on the real Pulumi CLI, against an emulated Amazon Inspector.
import { styleText } from "node:util";
import { startEmulator, type Emulator } from "pulumi-inspector-status/testing";
import { messageOf } from "./messageOf";
import { pulumiCli } from "./pulumiCli";
import { Excerpt } from "./start/excerpt";
import { Stack, type Ended } from "./start/stack";
import { temporaryFolder } from "./temporaryFolder";

const ACCOUNT = "111122223333";

interface Step {
  readonly narration: string;
  readonly happens?: (emulator: Emulator) => void;
  readonly command: readonly string[];
  /** How the command has to end, and what its output has to show. */
  readonly ends: "well" | "badly";
  readonly shows: RegExp;
}

const UP = ["up", "--yes", "--skip-preview"];

const STORY: readonly Step[] = [
  {
    narration: `Scanning is being switched on in account ${ACCOUNT}; for ten seconds its status is ENABLING. The workload waits for it.`,
    command: UP,
    ends: "well",
    shows: /ENABLING[^]*inspector created[^]*workload created[^]*status: "ENABLED"/,
  },
  {
    narration: "Somebody switches ECR scanning off, outside of Pulumi. A preview shows it, and what to do.",
    happens: (emulator) => emulator.set({ accounts: { [ACCOUNT]: { all: "ENABLED", ECR: "DISABLED" } } }),
    command: ["preview", "--diff"],
    ends: "well",
    shows: /~ ECR: "ENABLED" => "DISABLED"/,
  },
  {
    narration: "An update now fails, with the reason. What depends on the gate is not touched.",
    command: UP,
    ends: "badly",
    shows: /inspector \*\*updating failed\*\*[^]*ECR: DISABLED, expected ENABLED/,
  },
  {
    narration: "ECR scanning is switched on again, and the same update passes.",
    happens: (emulator) => emulator.set({ accounts: { [ACCOUNT]: "ENABLED" } }),
    command: UP,
    ends: "well",
    shows: /inspector updated[^]*status: "ENABLED"/,
  },
  {
    narration: "To end with, everything is deleted. Inspector stays as it is: nothing here ever changes it.",
    command: ["destroy", "--yes", "--skip-preview"],
    ends: "well",
    shows: /inspector deleted/,
  },
];

async function main(): Promise<void> {
  const cli = await pulumiCli();
  const folder = temporaryFolder();
  const emulator = await startEmulator({ accounts: { [ACCOUNT]: [{ all: "ENABLING", for: "10s" }, "ENABLED"] } });
  try {
    const stack = new Stack(folder.path, cli, emulator.env);
    expect(await stack.init(), "pulumi stack init", "well", /quickstart/);
    for (const step of STORY) await tell(step, stack, emulator);
  } finally {
    await emulator.close();
    folder.remove();
  }
  console.log(
    paint("bold", "\nThat was the whole story, told by the real CLI. The program is examples/quickstart/index.ts."),
  );
}

async function tell(step: Step, stack: Stack, emulator: Emulator): Promise<void> {
  const command = `pulumi ${step.command.join(" ")}`;
  step.happens?.(emulator);
  console.log(`\n${paint("bold", step.narration)}\n${paint("cyan", `$ ${command}`)}`);
  const excerpt = new Excerpt();
  const ended = await stack.command(step.command, (line) => {
    for (const shown of excerpt.next(line)) console.log(shown);
  });
  expect(ended, command, step.ends, step.shows);
}

function expect({ code, output }: Ended, command: string, ends: Step["ends"], shows: RegExp): void {
  const wrong =
    (code === 0) !== (ends === "well") ? `was to end ${ends}` : shows.test(output) ? undefined : `was to show ${shows}`;
  if (wrong === undefined) return;
  throw new Error(
    `The story goes otherwise: \`${command}\` ${wrong}. It ended with exit code ${code} and said:\n${output}`,
  );
}

function paint(style: "bold" | "cyan", text: string): string {
  return process.stdout.isTTY ? styleText(style, text) : text;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
