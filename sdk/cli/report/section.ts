import type { Outputs, Violation } from "../../../provider/gate/outputs";
import { notOfferedSentence } from "../../../provider/gate/sentences";
import { listText, NAMED_ACCOUNTS } from "../../../provider/gate/wording";
import type { AccountState, FailedAccount } from "../../../provider/status/report";
import { scanTypeNameOf } from "../../../provider/status/vocabulary";
import { STANDINGS, type Account, type Problem, type Section, type Standing, type State } from "./model";
import { ruleFor } from "./rules";

/** What the outputs of a gate, or of the data source, say. */
export type Facts = Omit<Outputs, "assumeRole">;

/** The facts of a section. `isAccepted`: what is not as declared is so with the gate's consent. */
export function sectionOf(
  facts: Facts,
  isAccepted: boolean,
): Pick<Section, "region" | "expectedStatus" | "problems" | "accounts" | "notes"> &
  Pick<Partial<Section>, "resourceTypes"> {
  const { region, resourceTypes, expectedStatus = "ENABLED", violations, notOffered = [] } = facts;
  const level = isAccepted ? "warning" : "error";
  // What is in transition, but not compared, is no problem.
  const isCompared = ({ resourceType }: Violation): boolean =>
    resourceTypes !== undefined || resourceType === undefined;
  const pending = facts.pending.filter(isCompared);
  const others = facts.pending.filter((each) => !isCompared(each));
  const problems = [...violations, ...pending].map((each) => problemOf(each, level));
  const standings = new Map<string, Standing>();
  for (const { accountId } of pending) standings.set(accountId, isAccepted ? "accepted" : "pending");
  for (const { accountId } of violations) standings.set(accountId, isAccepted ? "accepted" : "violation");
  return {
    region,
    expectedStatus,
    ...(resourceTypes && { resourceTypes }),
    problems: worstFirst(problems, standings),
    accounts: accountsOf(facts, standings),
    notes: [
      ...(notOffered.length > 0 ? [notOfferedSentence(notOffered, region)] : []),
      ...(others.length > 0 ? [notComparedSentence(others)] : []),
    ],
  };
}

function notComparedSentence(pending: readonly Violation[]): string {
  const names = pending.map(({ accountId, resourceType = "", found }) => `${accountId} ${resourceType} (${found})`);
  return `In transition, but not compared: ${listText(names, NAMED_ACCOUNTS)}.`;
}

function problemOf(violation: Violation, level: Problem["level"]): Problem {
  return { rule: ruleFor(violation), level, ...violation };
}

function worstFirst(problems: readonly Problem[], standings: ReadonlyMap<string, Standing>): Problem[] {
  const rank = ({ accountId = "" }: Problem): number => STANDINGS.indexOf(standings.get(accountId) ?? "ok");
  return [...problems].sort((a, b) => rank(a) - rank(b));
}

function accountsOf(facts: Facts, standings: ReadonlyMap<string, Standing>): Account[] {
  const accounts = new Map<string, Account>();
  const add = (accountId: string, standing: Standing, states: Pick<Account, "state" | "scanTypes">): void =>
    void accounts.set(accountId, { accountId, standing, ...states });
  for (const state of Object.values(facts.accounts)) {
    add(state.accountId, standings.get(state.accountId) ?? "ok", reported(state));
  }
  for (const failed of Object.values(facts.failedAccounts)) {
    add(failed.accountId, standings.get(failed.accountId) ?? "ok", ofFailed(failed));
  }
  for (const id of facts.missingAccountIds)
    add(id, standings.get(id) ?? "ok", { state: { status: "MISSING" }, scanTypes: {} });
  for (const [id, { relationshipStatus, reason }] of Object.entries(facts.skippedAccounts)) {
    add(id, "skipped", { state: { status: relationshipStatus, errorMessage: reason }, scanTypes: {} });
  }
  // Of an account that could not be read there are no states.
  for (const { accountId, found, errorCode, errorMessage } of [...facts.violations, ...facts.pending]) {
    if (accounts.has(accountId)) continue;
    add(accountId, standings.get(accountId)!, { state: stateOf(found, errorCode, errorMessage), scanTypes: {} });
  }
  return [...accounts.values()].sort(byStanding);
}

function byStanding(a: Account, b: Account): number {
  const difference = STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing);
  return difference || (a.accountId < b.accountId ? -1 : 1);
}

function reported({ state, resourceState }: AccountState): Pick<Account, "state" | "scanTypes"> {
  const states = Object.entries(resourceState).flatMap(([key, each]) =>
    each ? [[scanTypeNameOf(key), stateOf(each.status, each.errorCode, each.errorMessage)] as const] : [],
  );
  return { state: stateOf(state.status, state.errorCode, state.errorMessage), scanTypes: Object.fromEntries(states) };
}

function ofFailed(failed: FailedAccount): Pick<Account, "state" | "scanTypes"> {
  const states = Object.entries(failed.resourceStatus ?? {}).flatMap(([key, status]) =>
    status === undefined ? [] : [[scanTypeNameOf(key), { status }] as const],
  );
  const { status = "FAILED", errorCode, errorMessage } = failed;
  return { state: stateOf(status, errorCode, errorMessage), scanTypes: Object.fromEntries(states) };
}

function stateOf(status = "UNREPORTED", errorCode?: string, errorMessage?: string): State {
  return { status, ...(errorCode && { errorCode }), ...(errorMessage && { errorMessage }) };
}
