// @ts-check
import { existsSync } from "node:fs";

/**
 * What all runs of Stryker have in common.
 *
 * @param {{ mutate: string[], tests: string[], break: number | null }} run the files that are changed, the unit tests
 * that have to notice, and the least score
 * @returns {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export function mutation({ mutate, tests, break: least }) {
  const files = tests.map((name) => `test/unit/provider/${name}.test.ts`);
  const gone = [...mutate, ...files].filter((file) => !existsSync(file));
  if (gone.length > 0) throw new Error(`There is no ${gone.join(", no ")}: was it renamed?`);
  return {
    mutate,
    // Stryker's own runner for Mocha can't load Mocha 12.
    testRunner: "command",
    commandRunner: {
      command: `node -r ts-node/register node_modules/mocha/bin/mocha.js --reporter dot --bail --timeout 20s ${files.join(" ")}`,
    },
    concurrency: 2,
    checkers: [],
    reporters: ["clear-text", "progress"],
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
    thresholds: { high: 95, low: 90, break: least },
    // Only what the tests load is copied for each run.
    ignorePatterns: [
      "*",
      "!provider/**",
      "!sdk/**",
      "!test/**",
      "!tsconfig.json",
      "!package.json",
      "test/engine",
      "test/recorded/stacks",
    ],
    tempDirName: ".stryker-tmp",
    // What can't be loaded hangs no longer than this.
    timeoutMS: 20_000,
    allowEmpty: false,
  };
}
