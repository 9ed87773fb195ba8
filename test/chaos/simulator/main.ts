// `npm run chaos -- [--runs N] [--seed S]` runs N scenarios; `npm run chaos -- --replay SEED` shows one of them.
import { parseArgs } from "node:util";
import { runAll, seedsOf, smallestFailure } from "./fleet";
import { WRONG_OUTCOMES } from "./course";
import { prepareSdk } from "./prepare";
import { story, type Result } from "./runSeed";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: "string" }, seed: { type: "string" }, replay: { type: "string" } },
  });
  if (values.replay !== undefined) return replay(whole("replay", values.replay));
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole("seed", values.seed);
  const runs = whole("runs", values.runs ?? "1000");

  const began = performance.now();
  let done = 0;
  const results = await runAll(seedsOf(seed, runs), {
    onResult: () => {
      if (++done % 1_000 === 0)
        console.error(`${done} of ${runs} runs after ${Math.round((performance.now() - began) / 1_000)} s`);
    },
  });
  report(results, seed, (performance.now() - began) / 1_000);
}

async function replay(seed: number): Promise<void> {
  await prepareSdk();
  const { text, isRight } = await story(seed);
  console.log(text);
  process.exitCode = isRight ? 0 : 1;
}

function report(results: readonly Result[], seed: number, seconds: number): void {
  const outcomes = results.flatMap((result) => result.outcomes);
  const count = <T>(all: readonly T[], one: T): number => all.filter((each) => each === one).length;
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  console.log(
    `${results.length} runs of seed ${seed} in ${seconds.toFixed(0)} s: ${outcomes.length} gates, of which ` +
      `${count(outcomes, "passed")} passed, ${count(outcomes, "failed")} failed, ${count(outcomes, "refused")} could not be verified, ${count(outcomes, "open")} were not looked at; ${requests} requests`,
  );
  const wrong = results.flatMap((result) => result.wrong);
  console.log(
    `${wrong.length} wrong outcomes: ${WRONG_OUTCOMES.map((kind) => `${kind} ${count(wrong, kind)}`).join(", ")}`,
  );
  const smallest = smallestFailure(results);
  if (!smallest) return;
  console.log(
    `shortest failing seed: ${smallest.seed} (${smallest.wrong.join(", ")}); npm run chaos -- --replay ${smallest.seed} shows it`,
  );
  process.exitCode = 1;
}

function whole(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number, not ${JSON.stringify(text)}`);
  return Number(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
