import type { Scenario } from "../../sdk/testing";

export const ACCOUNT = "111122223333";
/** The resources before the update, and again after everything has succeeded. */
export const WELL: Scenario = { accounts: { [ACCOUNT]: "ENABLED", "444455556666": "ENABLED" }, faults: [] };
/** The duration of a slow step in milliseconds: long enough for a signal to arrive meanwhile. */
const SLOW_MS = 4_000;
const SLOW = `${SLOW_MS / 1_000}s`;

/** The progress of the run that is going to be killed. */
export interface Progress {
  /** Standard output and standard error of the CLI. */
  readonly output: string;
  /** The calls that have arrived. */
  readonly arrived: readonly string[];
  /** How many calls have been answered. */
  readonly answered: number;
}

/** A point of `pulumi up` at which something is killed. */
export interface Point {
  readonly name: string;
  /** Whether the stack was deployed before, with everything `ENABLED`. */
  readonly deployed?: boolean;
  /** The arguments of the gate. */
  readonly gate?: object;
  /** What the program awaits before it declares anything. */
  readonly first?: string;
  /** Whether it is our code that is awaited in the program. */
  readonly readsInProgram?: boolean;
  /** What Amazon Inspector answers in the run that is killed. */
  readonly scenario: Scenario;
  readonly isReached: (progress: Progress) => boolean;
}

const ENABLING: Scenario = { accounts: { [ACCOUNT]: "ENABLING" } };
const slow = (operation: string): Scenario => ({
  accounts: { [ACCOUNT]: "ENABLED" },
  faults: [{ operation, delay: SLOW }],
});

/** In the order of an update. */
export const POINTS: readonly Point[] = [
  {
    name: "the program has started",
    // It ends by itself, because nothing of this package is at work yet.
    first: "await after(2_000);",
    scenario: {},
    isReached: ({ output }) => output.includes("mark of program"),
  },
  {
    name: "a data source waits",
    first: `await getInspectorAccountStatus({ accountIds: ["${ACCOUNT}"], resourceTypes: ["EC2"], timeout: "10m" });`,
    readsInProgram: true,
    scenario: ENABLING,
    isReached: ({ answered }) => answered >= 2,
  },
  {
    name: "before `check`",
    scenario: {},
    isReached: ({ output }) => output.includes("mark of before"),
  },
  {
    name: "in `check` of a new gate, which lists the members",
    gate: { members: true },
    scenario: slow("ListMembers"),
    isReached: ({ arrived }) => arrived.includes("ListMembers"),
  },
  {
    name: "in `check` of a deployed gate, which looks",
    deployed: true,
    scenario: slow("BatchGetAccountStatus"),
    isReached: ({ arrived }) => arrived.length > 0,
  },
  {
    name: "in the first look of `create`",
    scenario: slow("BatchGetAccountStatus"),
    isReached: ({ arrived }) => arrived.length > 0,
  },
  {
    name: "in the wait, between two looks",
    scenario: ENABLING,
    isReached: ({ answered }) => answered >= 2,
  },
  {
    name: "at the answer that makes the gate fail",
    scenario: { accounts: { [ACCOUNT]: { EC2: "DISABLED" } } },
    isReached: ({ answered }) => answered > 0,
  },
  {
    name: "after the partial failure",
    scenario: { accounts: { [ACCOUNT]: { EC2: "DISABLED" } } },
    isReached: ({ output }) => /inspector \*?\*?creating failed|not ENABLED as expected/.test(output),
  },
  {
    name: "while dependents are created",
    scenario: { accounts: { [ACCOUNT]: "ENABLED" } },
    isReached: ({ output }) => output.includes("mark of dependent"),
  },
  {
    name: "in the wait of `update`, after drift",
    deployed: true,
    scenario: ENABLING,
    isReached: ({ answered }) => answered >= 3,
  },
];

/**
 * The program: the gate, whose arguments are there after a while, something slow that depends on it, and something that
 * has nothing to do with it and lasts longer than a failure of the gate.
 */
export function programOf({ gate = { accountIds: [ACCOUNT] }, first = "" }: Point): string {
  const args = { resourceTypes: ["EC2"], mismatchGrace: "0s", ...gate };
  return `
    const { getInspectorAccountStatus } = require("pulumi-inspector-status");
    const after = (milliseconds, value) => new Promise((resolve) => setTimeout(resolve, milliseconds, value));
    class Slow extends pulumi.dynamic.Resource {
      constructor(name, milliseconds, ready, dependsOn) {
        const create = async () => {
          console.log("mark of " + name);
          await new Promise((resolve) => setTimeout(resolve, milliseconds));
          return { id: name, outs: {} };
        };
        super({ create }, name, { ready }, { dependsOn });
      }
    }
    module.exports = async () => {
      console.log("mark of program");
      ${first}
      console.log("mark of before");
      const ready = after(1_500, "5m");
      const inspector = new InspectorAccountStatus("inspector", { ...${JSON.stringify(args)}, timeout: ready });
      new Slow("bystander", 2 * ${SLOW_MS}, ready);
      new Slow("dependent", ${SLOW_MS}, ready, inspector);
    };
  `;
}

/** The resources of the stack after everything has succeeded. */
export const RESOURCES = ["bystander", "dependent", "inspector"];
