import type { Fault } from "../../../sdk/testing";
import { Dice } from "../simulator/dice";
import { drawFaults } from "./faults";
import { drawIdentity, needsSts, type Identity } from "./identity";

/** A state of an account. An account that is ENABLING is ENABLED after `takes` milliseconds. */
export interface StatusChange {
  readonly accountId: string;
  readonly status: "ENABLED" | "DISABLED" | "SUSPENDED" | "ENABLING";
  readonly takes: number;
}

/** A change of the relationship of a member. */
interface MemberChange {
  readonly accountId: string;
  readonly relationship: string;
}

export type Change = StatusChange | MemberChange;

export interface GateStep {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly args: GateArgs;
}

/** A resource that changes something when it is created, which takes so many milliseconds. */
export interface ChangeStep {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly takes: number;
  readonly change: Change;
}

export type Step = GateStep | ChangeStep;

export interface GateArgs {
  readonly accountIds?: readonly string[];
  readonly members?: true;
  readonly excludeAccountIds?: readonly string[];
  readonly resourceTypes: readonly string[];
  readonly enforcementLevel: "mandatory" | "advisory" | "disabled";
  readonly timeout: number;
  readonly grace: number;
}

/** A command, the changes that others make before it, and the program that it runs. */
export interface Command {
  readonly kind: "preview" | "up" | "refresh";
  readonly before: readonly Change[];
  readonly steps: readonly Step[];
}

/** A stack over three commands. */
export interface Plan {
  readonly seed: number;
  readonly caller: string;
  /** The relationship of each member of the caller, where there is an organization. */
  readonly members: Readonly<Record<string, string>> | undefined;
  readonly statuses: readonly StatusChange[];
  readonly faults: readonly Fault[];
  /** Absent: keys that are always at hand, and always accepted. */
  readonly identity: Identity | undefined;
  /** How long an answer takes. */
  readonly latency: number;
  readonly commands: readonly Command[];
}

/** The service has no such words, so a member with such a relationship is watched. */
const ODD_RELATIONSHIPS = ["removed", "Deleted", "account_suspended"];
const RELATIONSHIPS = ["REMOVED", "RESIGNED", "ACCOUNT_SUSPENDED", "REGION_DISABLED", "ENABLED", ...ODD_RELATIONSHIPS];

export function planOf(seed: number): Plan {
  const dice = new Dice(seed);
  const isOrganization = dice.chance(0.5);
  // Sometimes more members than a page has.
  const size = isOrganization ? Math.round(dice.logUniform(2, 130)) : dice.whole(2, 6);
  const ids = Array.from({ length: size }, (_, index) => String(200_000_000_000 + index));
  const [caller = ""] = ids;
  const members = isOrganization
    ? Object.fromEntries(ids.slice(1).map((id) => [id, dice.chance(0.9) ? "ENABLED" : dice.pick(RELATIONSHIPS)]))
    : undefined;
  const world = { dice, ids, isOrganization };
  const newcomer = members && size > 2 && dice.chance(0.6) ? ids.at(-1) : undefined;
  // A gate that waits for the newcomer must not fail because of another account.
  const isCalm = newcomer !== undefined && dice.chance(0.7);
  const isOdd = (id: string): boolean => ODD_RELATIONSHIPS.includes(members?.[id] ?? "");
  const isFine = (id: string): boolean => isCalm || dice.chance(isOdd(id) ? 0.3 : 0.95);
  const statuses = ids.map((id) => drawStatus(dice, id, isFine(id) ? "ENABLED" : undefined));
  const identity = dice.chance(0.4) ? drawIdentity(dice) : undefined;
  if (newcomer !== undefined || (identity && dice.chance(0.6)))
    statuses[1] = {
      accountId: ids[1]!,
      status: "ENABLING",
      takes: Math.round(dice.logUniform(isCalm ? 20_000 : 5_000, 60_000)),
    };
  const first =
    newcomer === undefined
      ? drawSteps(world, [], dice.whole(isOrganization ? 1 : 2, 3))
      : drawSteps(world, arrival(world, newcomer, members!, statuses), dice.whole(0, 2));
  const commands = newcomer === undefined && dice.chance(0.15) ? drawHiding(world) : drawCommands(world, first);
  return {
    seed,
    caller,
    members,
    statuses,
    faults: dice.chance(0.4) ? drawFaults(dice, ids, { isOrganization, hasSts: needsSts(identity) }) : [],
    identity,
    latency: Math.round(dice.logUniform(2, 600)),
    commands,
  };
}

const KINDS = ["preview", "up", "refresh"] as const;
const INTERPOSED = "interposed";

interface World {
  readonly dice: Dice;
  readonly ids: readonly string[];
  readonly isOrganization: boolean;
}

/**
 * What runs, beginning with the first steps. What a change between two gates does is seen by an update alone; what a
 * refresh hides, by the command after it, of the same steps.
 */
function drawCommands(world: World, first: readonly Step[]): Command[] {
  const { dice } = world;
  const next = ({ kind: last, steps }: Command): Command => {
    if (dice.chance(0.4) && !steps.some(({ name }) => name === INTERPOSED)) {
      const before = dice.chance(0.4) ? [drawChange(world)] : [];
      return { kind: dice.chance(0.8) ? "up" : dice.pick(KINDS), before, steps: interposed(world, steps) };
    }
    const kind = dice.pick([...KINDS, "refresh"] as const);
    const before = dice.chance(kind === "refresh" ? 0.9 : 0.4) ? [drawChange(world)] : [];
    if (last === "refresh" || dice.chance(0.4)) return { kind, before, steps };
    const others = dice.chance(0.5) ? drawSteps(world, steps, 1) : steps.map((step) => altered(world, step));
    return { kind, before, steps: others };
  };
  const begin: Command = { kind: dice.chance(0.85) ? "up" : dice.pick(KINDS), before: [], steps: first };
  const second = next(begin);
  return [begin, second, next(second)];
}

/**
 * A gate that accepts what it finds, a change that a refresh reads, and a preview, which has to show that change still.
 */
function drawHiding(world: World): Command[] {
  const { dice, ids } = world;
  const { members: _, excludeAccountIds: __, ...rest } = drawArgs(world);
  const accountIds = dice.some(ids.slice(0, 5));
  const args: GateArgs = { ...rest, accountIds, enforcementLevel: dice.pick(["advisory", "disabled"] as const) };
  const change = drawStatus(dice, dice.pick(accountIds), dice.pick(["DISABLED", "SUSPENDED"] as const));
  const steps: Step[] = [{ name: "lowered", dependsOn: [], args }];
  return [
    { kind: "up", before: [], steps },
    { kind: "refresh", before: [change], steps },
    { kind: dice.pick(["preview", "up"] as const), before: [], steps },
  ];
}

/** Adds `count` gates behind the existing steps, with changes between them. */
function drawSteps(world: World, before: readonly Step[], gates: number): Step[] {
  const { dice } = world;
  const steps = [...before];
  const add = (
    kind: string,
    rest: Omit<GateStep, "name" | "dependsOn"> | Omit<ChangeStep, "name" | "dependsOn">,
  ): void => {
    const last = steps.at(-1);
    const dependsOn = last && dice.chance(0.6) ? [last.name] : [];
    steps.push({ name: `${kind}${steps.length}`, dependsOn, ...rest } as Step);
  };
  for (let gate = 0; gate < gates; gate++) {
    if (steps.length > 0 && dice.chance(0.5)) {
      add("change", { takes: Math.round(dice.logUniform(100, 10_000)), change: drawChange(world) });
    }
    add("gate", { args: drawArgs(world) });
  }
  return steps;
}

/** An account joins the members while a gate waits for another one; it is scanned or not. */
function arrival(
  world: World,
  accountId: string,
  members: Record<string, string>,
  statuses: StatusChange[],
): [ChangeStep, GateStep] {
  const { dice } = world;
  members[accountId] = "REMOVED";
  statuses[statuses.length - 1] = drawStatus(dice, accountId, dice.chance(0.3) ? "ENABLED" : "DISABLED");
  const change = { accountId, relationship: "ENABLED" };
  const timeout = Math.round(dice.logUniform(30_000, 200_000));
  return [
    { name: "arrival", dependsOn: [], takes: Math.round(dice.logUniform(500, 10_000)), change },
    { name: "patient", dependsOn: [], args: { ...drawArgs(world), timeout } },
  ];
}

/** The steps with a change before one of the gates, mostly of one of its accounts; the gate waits for it or not. */
function interposed(world: World, steps: readonly Step[]): Step[] {
  const { dice } = world;
  const gates = steps.flatMap((step, index) => ("args" in step ? [index] : []));
  const at = dice.pick(gates.length > 1 ? gates.slice(1) : gates);
  const [before, after] = [steps.slice(0, at), steps[at] as GateStep];
  const change: ChangeStep = {
    name: INTERPOSED,
    dependsOn: dice.chance(0.8) ? before.map(({ name }) => name) : [],
    takes: Math.round(dice.logUniform(100, 10_000)),
    change: dice.chance(0.8) ? drawStatus(dice, dice.pick(after.args.accountIds ?? world.ids)) : drawChange(world),
  };
  const held = dice.chance(0.8) ? { ...after, dependsOn: [...after.dependsOn, change.name] } : after;
  return [...before, change, held, ...steps.slice(at + 1)];
}

function drawArgs({ dice, ids, isOrganization }: World): GateArgs {
  const whom: Pick<GateArgs, "accountIds" | "members" | "excludeAccountIds"> = isOrganization
    ? { members: true, ...(dice.chance(0.3) && { excludeAccountIds: [dice.pick(ids)] }) }
    : { accountIds: dice.some(ids) };
  return {
    ...whom,
    resourceTypes: dice.pick([["EC2"], ["EC2", "ECR"]]),
    enforcementLevel: dice.chance(0.7) ? "mandatory" : dice.pick(["advisory", "disabled"] as const),
    timeout: Math.round(dice.logUniform(2_000, 120_000)),
    grace: dice.chance(0.5) ? 0 : Math.round(dice.logUniform(500, 10_000)),
  };
}

function altered(world: World, step: Step): Step {
  return "args" in step && world.dice.chance(0.5) ? { ...step, args: drawArgs(world) } : step;
}

function drawChange({ dice, ids, isOrganization }: World): Change {
  const accountId = dice.pick(ids);
  if (isOrganization && accountId !== ids[0] && dice.chance(0.5))
    return { accountId, relationship: dice.pick(RELATIONSHIPS) };
  return drawStatus(dice, accountId);
}

function drawStatus(dice: Dice, accountId: string, given?: StatusChange["status"]): StatusChange {
  const status = given ?? dice.pick(["ENABLED", "DISABLED", "DISABLED", "SUSPENDED", "ENABLING", "ENABLING"] as const);
  return { accountId, status, takes: Math.round(dice.logUniform(500, 60_000)) };
}
