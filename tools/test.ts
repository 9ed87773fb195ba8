// `npm test -- [SUITE…] [OPTION…]`: all suites or some, with options for Mocha (`npm test -- unit --grep schedule`).
import { messageOf } from "../provider/values/messageOf";
import { runSuite, SUITES, type Suite } from "./test/suites";
import { failed, NOTHING, sum, type Tally } from "./test/tally";

async function main(args: readonly string[]): Promise<Tally> {
  const firstOption = args.findIndex((arg) => arg.startsWith("-"));
  const names = firstOption < 0 ? args : args.slice(0, firstOption);
  const options = args.slice(names.length);
  const unknown = names.filter((name) => !SUITES.includes(name as Suite));
  if (unknown.length > 0) throw new Error(`There is no suite ${unknown.join(", ")}, only ${SUITES.join(", ")}.`);

  process.env["FC_SEED"] ||= String(Math.floor(Math.random() * 2 ** 31));
  console.log(`FC_SEED=${process.env["FC_SEED"]} replays the random inputs of this run.`);
  let total = NOTHING;
  for (const suite of SUITES.filter((name) => names.length === 0 || names.includes(name))) {
    console.log(`\n── ${suite}`);
    total = sum(total, await runSuite(suite, options).catch(cut));
  }
  if (options.length > 0 && total.passes + total.failures.length === 0) throw new Error("No test was run.");
  return total;
}

/** What keeps tests from running counts as one that failed. */
function cut(error: unknown): Tally {
  return failed(messageOf(error));
}

void main(process.argv.slice(2))
  .catch(cut)
  .then(({ passes, failures, pending }) => {
    // Once more, because what was printed in between is long.
    if (failures.length > 0) console.log(["\nFailed:", ...failures].join("\n  "));
    console.log(`\n${passes} passed, ${failures.length} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
    process.exitCode = failures.length > 0 ? 1 : 0;
  });
