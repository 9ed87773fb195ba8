// `node tools/run.mjs recordStack`: deploys what is below with the package as it is now, and records the stacks as
// those of its version. `npm test` upgrades every stack that was ever recorded, so do this once for each release.
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { version } from "../package.json";
import { startEmulator, type Scenario } from "../sdk/testing";
import { dependent, gate } from "../test/engine/support/scenes";
import { Stack } from "../test/engine/support/stack";
import { STACKS, type Recording } from "../test/recorded/recording";
import { pulumiCli } from "./pulumiCli";
import { tool } from "./tool";

const [A, B, C] = ["111122223333", "444455556666", "777788889999"];
/** More than an id can name. */
const MANY = Array.from({ length: 10 }, (_, index) => String(100_000_000_001 + index));

type Plan = Omit<Recording, "export">;

const PLANS: Readonly<Record<string, Plan>> = {
  deployed: {
    holds: true,
    scenario: {
      accounts: {
        [A]: "ENABLED",
        [B]: { ECR: "DISABLED" },
        ...Object.fromEntries(MANY.map((id) => [id, "ENABLED"])),
      },
      members: { [B]: "ENABLED", [C]: "ACCOUNT_SUSPENDED", ...Object.fromEntries(MANY.map((id) => [id, "ENABLED"])) },
    },
    program:
      gate("passing", { accountIds: [A], resourceTypes: ["EC2", "ECR"], timeout: "10m" }) +
      gate("advisory", {
        accountIds: [A, B],
        resourceTypes: ["EC2", "ECR"],
        enforcementLevel: "advisory",
        mismatchGrace: "0s",
      }) +
      gate("self", {}) +
      gate("members", { members: true, resourceTypes: ["EC2"], excludeAccountIds: [MANY[0]] }) +
      gate("many", { accountIds: MANY }) +
      dependent("dependent", "passing", "many") +
      'exports.status = passing.status; InspectorAccountStatus.get("theirs", "us-east-1/444455556666");',
  },
  failed: {
    holds: false,
    scenario: { accounts: { [A]: "ENABLED", [B]: "SUSPENDED", [C]: { failed: "BLOCKED_BY_ORGANIZATION_POLICY" } } },
    program: gate("failed", { accountIds: [A, B, C], mismatchGrace: "0s" }) + dependent("dependent", "failed"),
  },
};

async function main(): Promise<void> {
  const cli = await pulumiCli();
  Object.assign(process.env, { PULUMI_CLI_DIR: cli, PATH: `${cli}${delimiter}${process.env["PATH"] ?? ""}` });
  const folder = join(STACKS, version);
  mkdirSync(folder, { recursive: true });
  for (const [name, plan] of Object.entries(PLANS)) {
    const recording: Recording = { ...plan, export: await deploy(plan) };
    const file = join(folder, `${name}.json`);
    writeFileSync(file, `${JSON.stringify(recording, withoutPlaces, 2)}\n`);
    console.log(file);
  }
}

async function deploy({ scenario, program, holds }: Plan): Promise<object> {
  const emulator = await startEmulator(scenario satisfies Scenario);
  const stack = new Stack(emulator.env, "");
  try {
    stack.write(program);
    await stack.init();
    const { exitCode, output } = await stack.up();
    if ((exitCode === 0) !== holds) throw new Error(`The stack could not be recorded:\n${output}`);
    const exported = await stack.pulumi("stack", "export");
    return JSON.parse(exported.output) as object;
  } finally {
    await emulator.close();
    stack.remove();
  }
}

/** The engine also records where on this machine the program is, for its messages only. */
function withoutPlaces(key: string, value: unknown): unknown {
  return key === "sourcePosition" || key === "stackTrace" ? undefined : value;
}

tool(main);
