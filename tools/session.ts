// `npm run session`: runs the quickstart in a terminal, and writes docs/session.svg with what was to be seen.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEmulator, type Scenario } from "pulumi-inspector-status/testing";
import { HeldClock } from "./example/heldClock";
import { Stack } from "./example/stack";
import { sessionPicture } from "./pictures/session";
import { pulumiCli } from "./pulumiCli";
import { temporaryFolder } from "./temporaryFolder";
import { record, type Frame } from "./terminal/recording";
import { tool } from "./tool";

const ROOT = join(__dirname, "..");
const QUICKSTART = join(ROOT, "examples", "quickstart");
const COLUMNS = 128;
const TITLE = "pulumi up waits until Amazon Inspector is on; a preview shows that somebody has switched it off";

async function main(): Promise<void> {
  const folder = temporaryFolder();
  const clock = new HeldClock();
  const emulator = await startEmulator(scenario("scenario.json"), { clock, onCall: () => clock.go() });
  try {
    const stack = new Stack({ folder: folder.path, project: QUICKSTART, cli: await pulumiCli(), env: emulator.env });
    await stack.init();
    const { NO_COLOR: _, ...inColour } = stack.env;
    const look = (...args: readonly string[]): Promise<Frame[]> =>
      record(["pulumi", ...args, ...stack.flags], `pulumi ${args.join(" ")}`, {
        cwd: QUICKSTART,
        env: inColour,
        columns: COLUMNS,
        rows: 24,
      });
    const up = await look("up", "--yes", "--skip-preview");
    emulator.set(scenario("switched-off.json"));
    const preview = await look("preview");
    writeFileSync(join(ROOT, "docs", "session.svg"), sessionPicture([...up, ...preview], COLUMNS, TITLE));
  } finally {
    await emulator.close();
    folder.remove();
  }
}

function scenario(file: string): Scenario {
  return JSON.parse(readFileSync(join(QUICKSTART, file), "utf8")) as Scenario;
}

tool(main);
