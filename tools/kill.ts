// `npm run kill -- [TEXT…]`: kills `pulumi up` at each point in each way (or only those whose names contain a
// text), and shows the outcome.
import { delimiter } from "node:path";
import { messageOf } from "../provider/values/messageOf";
import { pulumiCli } from "./pulumiCli";
import { POINTS, type Point } from "../test/kill/points";
import { trial } from "../test/kill/trial";
import { WAYS, type Way } from "../test/kill/ways";
import { tool } from "./tool";

/** How many trials run side by side. The CLI takes most of a core while it starts. */
const JOBS = 2;

async function main(wanted: readonly string[]): Promise<void> {
  const cli = process.env["PULUMI_CLI_DIR"] ?? (await pulumiCli());
  Object.assign(process.env, { PULUMI_CLI_DIR: cli, PATH: `${cli}${delimiter}${process.env["PATH"] ?? ""}` });
  const all = POINTS.flatMap((point) => WAYS.map((way) => ({ point, way })));
  const chosen = all.filter(({ point, way }) => wanted.every((text) => `${point.name} ${way.name}`.includes(text)));
  console.log("point | way | recovered | after | orphans | writes | gone after | left by Pulumi");
  let recovered = 0;
  const totals = { orphans: 0, writes: 0 };
  const queue = chosen.values();
  const work = async (): Promise<void> => {
    for (const { point, way } of queue) {
      const { row, details, ok, orphans, writes } = await attempt(point, way);
      console.log([row, ...details].join("\n"));
      if (ok) recovered++;
      totals.orphans += orphans;
      totals.writes += writes;
    }
  };
  await Promise.all(Array.from({ length: JOBS }, work));
  console.log(
    `\n${chosen.length} kills at ${new Set(chosen.map(({ point }) => point)).size} points: ${recovered} recovered, ${totals.orphans} orphans, ${totals.writes} writes`,
  );
  if (chosen.length === 0 || recovered < chosen.length || totals.orphans + totals.writes > 0) process.exitCode = 1;
}

async function attempt(point: Point, way: Way) {
  const where = `${point.name} | ${way.name}`;
  try {
    const { problems, asked, orphans, leftByPulumi, writes, lingered } = await trial(point, way);
    const ok = problems.length === 0;
    const after = asked.length > 0 ? asked.join(", ") : "nothing";
    const row = [
      where,
      ok ? "yes" : "NO",
      after,
      orphans.length,
      writes.length,
      `${(lingered / 1_000).toFixed(1)} s`,
      leftByPulumi.length,
    ].join(" | ");
    const left = process.env["KILL_VERBOSE"] ? leftByPulumi.map((command) => `left by Pulumi: ${command}`) : [];
    return {
      row,
      details: [...problems, ...orphans.map((it) => `orphan: ${it}`), ...left],
      ok,
      orphans: orphans.length,
      writes: writes.length,
    };
  } catch (error) {
    return { row: `${where} | NO`, details: [messageOf(error)], ok: false, orphans: 0, writes: 0 };
  }
}

tool(main);
