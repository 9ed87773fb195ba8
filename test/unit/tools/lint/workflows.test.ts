import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { VERSIONS } from "../../../../tools/cli/version";

const ROOT = join(__dirname, "..", "..", "..", "..");
const WORKFLOWS = ".github/workflows";
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: object;
  readonly "timeout-minutes"?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** `uses: ACTION@COMMIT # VERSION` of a file. */
const pinsOf = (file: string): string[] => [...read(file).matchAll(/uses: (\S+ # v[\d.]+)/g)].map(([, pin]) => pin!);
const { scripts } = JSON.parse(read("package.json")) as { scripts: object };

describe("the release", () => {
  it("checks the package after the last change of it, right before it is published", () => {
    const { publish } = (parse(read(`${WORKFLOWS}/release.yml`)) as Workflow).jobs;
    const commands = publish!.steps.flatMap(({ run }) => run ?? []);
    assert.deepEqual(
      commands.slice(-3).map((command) => command.split(" ").slice(0, 3).join(" ")),
      ["npm pkg set", "npm run check:package", "npm publish --provenance"],
    );
  });
});

describe("the weekly workflow", () => {
  it("runs recorded stacks, drift and kills on each version of the CLI but the newest", () => {
    const jobs = Object.values((parse(read(`${WORKFLOWS}/weekly.yml`)) as Workflow).jobs);
    for (const version of VERSIONS.slice(1)) {
      const job = jobs.find(({ env }) => env?.["PULUMI_CLI_VERSION"] === version);
      const commands = job?.steps.flatMap(({ run }) => run ?? []);
      assert.deepEqual(commands, ['npm test -- engine --grep "recorded|drift"', "npm run kill"], version);
    }
  });
});

for (const name of readdirSync(join(ROOT, WORKFLOWS))) {
  describe(`the workflow ${name}`, () => {
    const file = `${WORKFLOWS}/${name}`;
    const workflow = parse(read(file)) as Workflow;
    const jobs = Object.values(workflow.jobs);
    const steps = jobs.flatMap((job) => job.steps);

    it("has the pins of the workflow to copy, which were looked at", () => {
      const known = new Set(pinsOf("examples/ci/github.yml"));
      const pins = pinsOf(file);
      assert.equal(pins.length, steps.filter(({ uses }) => uses !== undefined).length);
      assert.deepEqual(
        pins.filter((pin) => !known.has(pin)),
        [],
      );
    });

    it("gives each job what it needs, and a bound", () => {
      assert.deepEqual(workflow.permissions, {});
      for (const job of jobs) assert.ok(job.permissions && job["timeout-minutes"]);
      for (const { uses, with: options } of steps)
        if (uses?.startsWith("actions/checkout@")) assert.equal(options?.["persist-credentials"], false);
    });

    it("runs scripts that there are, without an expression in them", () => {
      for (const { run = "" } of steps) {
        assert.doesNotMatch(run, /\$\{\{/);
        const called = /^npm (?:run (?:--silent )?)?([a-z:]+)/.exec(run)?.[1];
        if (called !== undefined && !["ci", "pkg", "publish"].includes(called)) assert.ok(called in scripts, run);
      }
    });
  });
}
