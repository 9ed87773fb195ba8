// `npm run bench -- [PART…] [--json | --markdown | --update] [--quick]`: how soon, how cheap, how small.
import { join } from "node:path";
import { engineFigures } from "../bench/engine";
import type { Figures } from "../bench/figures";
import { fleetFigures } from "../bench/fleet";
import { GOALS } from "../bench/goals";
import { loadFigures } from "../bench/load";
import { asJson, asMarkdown, asTable, missed } from "../bench/report";
import { scheduleFigures } from "../bench/schedule";
import { replaceSection } from "../bench/section";
import { watcherFigures } from "../bench/watcher";
import { pulumiCli } from "./pulumiCli";
import { tool } from "./tool";

const PARTS: Readonly<Record<string, () => Promise<Figures>>> = {
  schedule: scheduleFigures,
  watcher: watcherFigures,
  engine: async () => engineFigures(process.env["PULUMI_CLI_DIR"] ?? (await pulumiCli())),
  fleet: fleetFigures,
  load: loadFigures,
};
const OPTIONS = ["--json", "--markdown", "--update", "--quick"];

async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => !arg.startsWith("-"));
  const unknown = args.filter((arg) => !(arg in PARTS) && !OPTIONS.includes(arg));
  if (unknown.length > 0) {
    throw new Error(
      `There is no ${unknown.join(", ")}: the parts are ${Object.keys(PARTS).join(", ")}, the options ${OPTIONS.join(", ")}.`,
    );
  }
  // The AWS SDK warns about old versions of Node.js, which would mix with what is measured.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  let measured: Figures = {};
  for (const [name, measure] of Object.entries(PARTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const begun = performance.now();
    measured = { ...measured, ...(await measure()) };
    console.error(`${name}: ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  }
  // In the order of the goals.
  const figures: Figures = Object.fromEntries(
    Object.keys(GOALS).flatMap((key) => (measured[key] ? [[key, measured[key]]] : [])),
  );
  if (args.includes("--update"))
    replaceSection(join(__dirname, "..", "docs", "performance.md"), "bench", asMarkdown(figures));
  console.log(
    args.includes("--json") ? asJson(figures) : args.includes("--markdown") ? asMarkdown(figures) : asTable(figures),
  );
  const misses = missed(figures);
  if (misses.length > 0) console.error(`Not reached: ${misses.join(", ")}.`);
}

tool(main);
