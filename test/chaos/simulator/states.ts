import type { Dice } from "./dice";

/**
 * How an account can stand, as Amazon Inspector would answer it, each drawn together with what it means for the gate:
 * nothing here is worked out from an answer. The words and codes are written down once more on purpose, from the
 * service's reference: what the provider knows of them is under test.
 */

type Status = "ENABLED" | "DISABLED" | "SUSPENDED";

/** What a gate expects; scan types by their request names. */
export interface Expected {
  readonly status: Status;
  readonly types: readonly string[] | undefined;
}

/** A scan type by its request name, or the account itself. */
export type Cell = string;
const ACCOUNT: Cell = "";

/** What is wrong with a cell: it is in transition, it is doubtful, or it is final. */
export type Wrong = "moving" | "doubtful" | "hopeless";

export interface State {
  readonly list: "accounts" | "failedAccounts" | "none";
  /** The entry, but for its `accountId`. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** What is not as expected. Empty: everything is. */
  readonly wrong: Readonly<Record<Cell, Wrong>>;
}

const KEYS: Readonly<Record<string, string>> = {
  EC2: "ec2",
  ECR: "ecr",
  LAMBDA: "lambda",
  LAMBDA_CODE: "lambdaCode",
  CODE_REPOSITORY: "codeRepository",
};
export const TYPES = Object.keys(KEYS);
const SETTLED: readonly Status[] = ["ENABLED", "DISABLED", "SUSPENDED"];
const MOVING = ["ENABLING", "DISABLING", "SUSPENDING"];

export const CODES: Readonly<Record<Wrong, readonly string[]>> = {
  moving: [
    ...["ENABLE_IN_PROGRESS", "DISABLE_IN_PROGRESS", "SUSPEND_IN_PROGRESS", "INTERNAL_ERROR"],
    ...["SSM_THROTTLED", "SSM_UNAVAILABLE", "EVENTBRIDGE_THROTTLED", "EVENTBRIDGE_UNAVAILABLE"],
  ],
  doubtful: ["ACCESS_DENIED", "RESOURCE_NOT_FOUND", "A_CODE_OF_NEXT_YEAR"],
  hopeless: [
    ...[
      "BLOCKED_BY_ORGANIZATION_POLICY",
      "ACCOUNT_IS_ISOLATED",
      "DISASSOCIATE_ALL_MEMBERS",
      "RESOURCE_SCAN_NOT_DISABLED",
    ],
    ...["EC2_SSM_RESOURCE_DATA_SYNC_LIMIT_EXCEEDED", "EC2_SSM_ASSOCIATION_VERSION_LIMIT_EXCEEDED"],
  ],
};

/** Whether the service says that a cell is in transition; without a cell: that any is. */
export function isInTransition({ list, entry }: State, cell?: Cell): boolean {
  if (list !== "accounts") return false;
  const { state, resourceState } = entry as { state: Answered; resourceState: Readonly<Record<string, Answered>> };
  const states =
    cell === undefined
      ? [state, ...Object.values(resourceState)]
      : [cell === ACCOUNT ? state : resourceState[KEYS[cell] ?? cell]];
  return states.some((each) => MOVING.includes(each?.status ?? ""));
}

interface Answered {
  readonly status?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

export function asExpected(dice: Dice, expected: Expected): State {
  if (dice.chance(0.03)) return alreadyEnabled(expected);
  return reported(dice, expected, {});
}

/** Draws one of the mistakes of a kind. */
export function notAsExpected(dice: Dice, expected: Expected, wrong: Wrong): State {
  const draws: (() => State)[] = [
    () => reported(dice, expected, Object.fromEntries(dice.some(cellsOf(expected)).map((cell) => [cell, wrong]))),
    () => failed(expected, dice.pick(CODES[wrong]), wrong),
  ];
  const enabled = expected.status === "ENABLED";
  if (wrong === "doubtful") {
    draws.push(
      () => ({ list: "none", entry: {}, wrong: everywhere(expected, wrong) }),
      () => failed(expected, undefined, wrong),
      () => unknownAlreadyEnabled(expected),
    );
    if (enabled && expected.types) draws.push(() => suspendedAccount(dice, expected));
  }
  if (wrong !== "hopeless" && enabled && !expected.types) draws.push(() => nothingEnabled(dice, wrong));
  // The most frequent states are drawn most often.
  return dice.chance(0.4) ? draws[0]!() : dice.pick(draws)();
}

function cellsOf({ types }: Expected): readonly Cell[] {
  return types ?? [ACCOUNT];
}

function everywhere(expected: Expected, wrong: Wrong): Record<Cell, Wrong> {
  return Object.fromEntries(cellsOf(expected).map((cell) => [cell, wrong]));
}

/** An entry of `accounts` whose cells are all as expected, except the `wrong` ones. */
function reported(dice: Dice, expected: Expected, wrong: Record<Cell, Wrong>): State {
  const answered = (cell: Cell): Answered | undefined =>
    wrong[cell] ? wrongly(dice, expected.status, wrong[cell]) : rightly(dice, expected.status);
  const any = (): Answered => ({ status: dice.pick([...SETTLED, ...MOVING, "QUARANTINED"]) });
  const resourceState: Record<string, Answered> = {};
  for (const type of TYPES) {
    const state = expected.types?.includes(type) ? answered(type) : dice.chance(0.1) ? undefined : any();
    if (state) resourceState[KEYS[type]!] = state;
  }
  if (dice.chance(0.05)) resourceState[dice.pick(UNDECIDING)] = any();
  if (expected.types) {
    const state = any();
    // Suspended accounts are drawn in another place.
    return entryOf(
      expected.status === "ENABLED" && state.status === "SUSPENDED" ? { status: "ENABLED" } : state,
      resourceState,
      wrong,
    );
  }
  if (expected.status === "ENABLED") resourceState[dice.pick(["ec2", "ecr"])] = { status: "ENABLED" };
  return entryOf(answered(ACCOUNT) ?? {}, resourceState, wrong);
}

function entryOf(state: Answered, resourceState: Record<string, Answered>, wrong: Record<Cell, Wrong>): State {
  return { list: "accounts", entry: { state, resourceState }, wrong };
}

// The expected, settled status wins over any code beside it.
function rightly(dice: Dice, status: Status): Answered {
  if (!dice.chance(0.1)) return { status };
  return {
    status,
    errorCode: dice.pick([...Object.values(CODES).flat(), "ALREADY_ENABLED"]),
    errorMessage: "of an earlier attempt",
  };
}

function wrongly(dice: Dice, expected: Status, wrong: Wrong): Answered | undefined {
  const others = SETTLED.filter((status) => status !== expected);
  const coded = dice.chance(0.3);
  switch (wrong) {
    case "moving":
      return coded
        ? { status: dice.pick([...others, ...MOVING]), errorCode: dice.pick(CODES.moving) }
        : { status: dice.pick(MOVING), ...(dice.chance(0.1) && { errorCode: "ALREADY_ENABLED" }) };
    case "doubtful":
      if (coded) return { status: dice.pick([...others, ...MOVING]), errorCode: dice.pick(CODES.doubtful) };
      return dice.pick<Answered | undefined>([
        { status: dice.pick(others) },
        { status: dice.pick(others) },
        { status: "QUARANTINED" },
        {},
        undefined,
      ]);
    case "hopeless":
      return {
        status: dice.pick([...others, ...MOVING]),
        errorCode: dice.pick(CODES.hopeless),
        errorMessage: "ask an administrator",
      };
  }
}

function failed(expected: Expected, errorCode: string | undefined, wrong: Wrong): State {
  const entry =
    errorCode === undefined
      ? { errorMessage: "no code" }
      : { errorCode, errorMessage: "it failed", status: expected.status };
  return { list: "failedAccounts", entry, wrong: everywhere(expected, wrong) };
}

/** `ALREADY_ENABLED` says nothing by itself, so the statuses beside it count. */
function alreadyEnabled({ status }: Expected): State {
  const resourceStatus = Object.fromEntries(Object.values(KEYS).map((key) => [key, status]));
  return {
    list: "failedAccounts",
    entry: { errorCode: "ALREADY_ENABLED", errorMessage: "", status, resourceStatus },
    wrong: {},
  };
}

function unknownAlreadyEnabled(expected: Expected): State {
  return {
    list: "failedAccounts",
    entry: { errorCode: "ALREADY_ENABLED", errorMessage: "" },
    wrong: everywhere(expected, "doubtful"),
  };
}

function suspendedAccount(dice: Dice, expected: Expected): State {
  const { entry } = reported(dice, expected, {});
  return { list: "accounts", entry: { ...entry, state: { status: "SUSPENDED" } }, wrong: { [ACCOUNT]: "doubtful" } };
}

/** The keys of scan types that can't be enabled yet, or are unknown: without `resourceTypes` they decide nothing. */
const UNDECIDING = ["ami", "vmImage"];

/** Right after `Enable`: the account is ENABLED, but none of its scan types is. */
function nothingEnabled(dice: Dice, wrong: "moving" | "doubtful"): State {
  const resourceState = Object.fromEntries(
    Object.values(KEYS).map((key) => [key, { status: dice.pick(["DISABLED", "SUSPENDED"]) }]),
  );
  if (wrong === "doubtful" && dice.chance(0.2)) return entryOf({ status: "ENABLED" }, {}, { [ACCOUNT]: wrong });
  if (dice.chance(0.3)) resourceState[dice.pick(UNDECIDING)] = { status: dice.pick(["ENABLED", ...MOVING]) };
  if (wrong === "moving") resourceState[dice.pick(Object.values(KEYS))] = { status: dice.pick(MOVING) };
  return entryOf({ status: "ENABLED" }, resourceState, { [ACCOUNT]: wrong });
}
