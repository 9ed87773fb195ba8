import { isDeepStrictEqual } from "node:util";
import type { WrongOutcome } from "../simulator/course";
import { ATTEMPT_MS, CALLER_MS, FRESH_MS, LISTING_MS, THROTTLED_MS } from "../simulator/limits";
import { argumentsOf, type Event } from "./engine";
import { wasAlwaysLockedOut, wasLockedOut } from "./identity";
import type { GateArgs, Plan } from "./plan";
import type { Truth } from "./truth";

/** The true states of accounts and members. */
export interface World {
  readonly caller: string;
  readonly statuses: Truth<string>;
  readonly relationships: Truth<string>;
}

/** The default of `readTimeout`. */
const READ_MS = 30_000;
/** More than the calls that a look makes one after the other: keys, the caller, the list of members, their status. */
const CALLS_OF_A_LOOK = 15;
/** The caller's own account and three pages of members, which are listed within the time of a gate, and keys for it. */
const CALLS_OF_A_LISTING = 6;
/** A refusal because there are no credentials. */
const BLAMES_KEYS = /credentials|could not be assumed|allowedAccountIds/;

/**
 * Whoever has one of these relationships is not watched. Written down once more: what the provider knows is under test.
 */
const NOT_WATCHED = ["ACCOUNT_SUSPENDED", "REGION_DISABLED", "REMOVED", "RESIGNED", "DELETED"];
/** An account with one of these relationships is no member, so the administrator gets no answer about it. */
const NOT_SEEN = ["REMOVED", "RESIGNED", "DELETED"];

/**
 * What is wrong with what became of the gates of a stack. Believes only what was true when:
 *
 * - A gate lets pass only if each of its accounts was as expected at some moment between the end of all that it depends
 *   on and its own end, not longer before its end than a reading is fresh and a look takes, and no account belonged to
 *   it all that time that was not. So no reading from before a change serves, no member is forgotten, whoever joined
 *   meanwhile is looked at, and nothing that happened before the command counts. What a refresh reads is as fresh.
 * - Nothing passes while nobody could ask; and credentials are blamed only while something was wrong with them, or with
 *   who hands them out, whatever else goes wrong.
 * - Where nothing went wrong on the way, and all was as expected and as deployed all the time, no gate fails, is
 *   refused or is shown with a change.
 * - A gate that is not mandatory is shown with a change if what is true differs from what the last deployment found,
 *   and only then, whatever was refreshed in between.
 * - No call of the provider takes longer than its time and one attempt.
 */
export function wrongEvents(
  events: readonly Event[],
  plan: Plan,
  world: World,
): { event: Event; wrong: WrongOutcome }[] {
  const last = new Map<string, Event>();
  const wrong: { event: Event; wrong: WrongOutcome }[] = [];
  for (const event of events) {
    const deployed = last.get(event.gate.name);
    for (const each of wrongsOf(event, deployed, plan, world)) wrong.push({ event, wrong: each });
    const isDeployment = event.calls.some(({ method }) => method === "create" || method === "update");
    if (isDeployment && event.verdict !== "refused") last.set(event.gate.name, event);
  }
  return wrong;
}

function wrongsOf(event: Event, deployed: Event | undefined, plan: Plan, world: World): WrongOutcome[] {
  const { verdict, gate, command, recorded } = event;
  const wrongs: WrongOutcome[] = isLate(event, plan) ? ["late"] : [];
  if (verdict === "crashed") return [...wrongs, "crash"];
  const isMandatory = gate.args.enforcementLevel === "mandatory";
  if (verdict === "passed" && isMandatory && !mayPass(event, plan, world)) wrongs.push("falsePass");
  // A refresh uses the recorded arguments, even if the program has changed since.
  const readLevel = (recorded?.inputs as Partial<GateArgs> | undefined)?.enforcementLevel;
  if (readLevel === "mandatory" && isStale(event, plan, world)) wrongs.push("falsePass");
  const isHeldUp = wasHeldUp(event, plan);
  const isStsInTrouble = plan.faults.some(({ service }) => service === "sts");
  if (verdict === "refused" && BLAMES_KEYS.test(event.text) && !isHeldUp && !isStsInTrouble)
    wrongs.push("falseFailure");
  if (isHeldUp || plan.faults.length > 0 || command === "refresh") return wrongs;
  const seen = stillOf(event, world);
  if (verdict === "refused" && !isAlone(event, world)) wrongs.push("falseFailure");
  const isQuietMandatory = isMandatory && seen?.isGood === true;
  if (verdict === "failed" && command === "up" && isQuietMandatory) wrongs.push("falseFailure");
  // The rest compares with a deployment of the same arguments, at a moment without a change.
  if (!deployed || !recorded || recorded.hasFailed || !seen || !isSameGate(event, deployed)) return wrongs;
  const then = stillOf(deployed, world);
  if (!then || wasHeldUp(deployed, plan)) return wrongs;
  const hasChanged = !isDeepStrictEqual(seen.state, then.state);
  const isShown = event.verdict === "failed" || event.calls.some(({ method }) => method === "update");
  if (isMandatory) {
    // A drift that a refresh has recorded is shown until the next deployment, even after its repair.
    const isClean = recorded.outputs["satisfied"] === true && deployed.verdict === "passed";
    if (isShown && !hasChanged && seen.isGood && isClean) wrongs.push("falseFailure");
  } else if (isShown !== hasChanged && !isAlone(event, world)) wrongs.push(hasChanged ? "falsePass" : "falseFailure");
  return wrongs;
}

function isSameGate({ gate }: Event, { gate: before }: Event): boolean {
  return isDeepStrictEqual(argumentsOf(gate), argumentsOf(before));
}

/** Whether, at some recent moment, all accounts that certainly belonged to the gate were as expected. */
function mayPass(event: Event, plan: Plan, world: World): boolean {
  const { gate, begun, ended } = event;
  if (wasAlwaysLockedOut(plan.identity, begun, ended)) return false;
  const from = Math.max(begun, freshSince(event, plan));
  return accountsOf(gate.args, world, from, ended).every((id) =>
    world.statuses.during(id, from, ended).includes("ENABLED"),
  );
}

/** Whether a refresh has recorded a status that was no longer true. */
function isStale(event: Event, plan: Plan, world: World): boolean {
  const { accounts = {} } = (event.read ?? {}) as { accounts?: Record<string, { state: { status: string } }> };
  const from = freshSince(event, plan);
  return Object.entries(accounts).some(
    ([id, { state }]) => !world.statuses.during(id, from, event.ended).includes(state.status),
  );
}

/** A status that ended before this moment is not fresh; the last look itself may be slow. */
function freshSince({ gate, calls, ended }: Event, { faults, identity, latency }: Plan): number {
  const isWait = calls.some(({ method }) => method === "create" || method === "update");
  const listing = gate.args.members && !isWait ? LISTING_MS : 0;
  const isSlow = faults.length > 0 || identity?.slow !== undefined;
  return ended - FRESH_MS - (isSlow ? ATTEMPT_MS + listing : CALLS_OF_A_LOOK * latency);
}

/** Whether the service could not be asked, for a while or for longer than the timeout. */
function wasHeldUp({ gate, begun, ended }: Event, { identity, latency }: Plan): boolean {
  const { timeout, members } = gate.args;
  const isShort = (identity?.slow && timeout < ATTEMPT_MS) || (members && timeout < CALLS_OF_A_LISTING * latency);
  return isShort || wasLockedOut(identity, begun, ended);
}

/** The accounts that belonged to a gate all the time. */
function accountsOf(args: GateArgs, { caller, relationships }: World, from: number, to: number): readonly string[] {
  if (!args.members) return args.accountIds ?? [caller];
  const members = relationships.keys.filter((id) =>
    relationships.during(id, from, to).every((relationship) => !NOT_WATCHED.includes(relationship)),
  );
  return [caller, ...members].filter((id) => !args.excludeAccountIds?.includes(id));
}

/** The true state of a gate while nothing of it changed; `undefined` if something did. */
function stillOf({ gate, begun, ended }: Event, world: World): { state: unknown; isGood: boolean } | undefined {
  const { args } = gate;
  const ids = args.members ? [world.caller, ...world.relationships.keys] : (args.accountIds ?? [world.caller]);
  const hidden = args.members ? NOT_WATCHED : NOT_SEEN;
  const state: [string, string, string][] = [];
  for (const id of ids) {
    const statuses = world.statuses.during(id, begun, ended);
    const relationships = world.relationships.during(id, begun, ended);
    if (statuses.length > 1 || relationships.length > 1) return undefined;
    const [status = "", relationship = ""] = [statuses[0], relationships[0]];
    if (args.excludeAccountIds?.includes(id)) continue;
    const isHidden = hidden.includes(relationship);
    // A member that is not watched is seen with the reason; an account that is no member is not seen.
    state.push([id, isHidden ? "" : status, isHidden && args.members ? relationship : ""]);
  }
  // A list with an account that can't be seen does not hold; members that are not watched are skipped.
  const expected = args.members ? state.filter(([, status]) => status !== "") : state;
  return { state, isGood: expected.every(([, status]) => status === "ENABLED") };
}

/** An organization is refused if nobody but its administrator is watched, or nobody at all. */
function isAlone({ gate, begun, ended }: Event, world: World): boolean {
  if (!gate.args.members) return false;
  return accountsOf(gate.args, world, begun, ended).filter((id) => id !== world.caller).length === 0;
}

function isLate({ calls, gate }: Event, { faults }: Plan): boolean {
  // After throttling, the AWS SDK holds calls back.
  const throttled = faults.some(({ throttle }) => throttle !== undefined) ? THROTTLED_MS : 0;
  const look = ATTEMPT_MS + CALLER_MS + (gate.args.members ? LISTING_MS : 0) + throttled;
  return calls.some(({ method, took }) => {
    if (method === "check") return took > look;
    // A gate that only observes follows transitions as a read does.
    const reads = method === "read" || gate.args.enforcementLevel === "disabled";
    return took > (reads ? READ_MS + look : gate.args.timeout + ATTEMPT_MS + CALLER_MS);
  });
}
