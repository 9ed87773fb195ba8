import { responseNameOf } from "../../provider/status/vocabulary";
import { parseDuration } from "../../provider/values/duration";
import type { Accounts } from "./accounts";
import { type Caller, DEFAULT_CALLER } from "./identities";
import { AwsError } from "./protocol";
import type { FailedScript, Scenario } from "./scenario";
import type { Standing, Status } from "./timeline";
import { accountIdsOf, type Input, pageSizeOf, refuse, resourceTypesOf } from "./validation";

/** Where an operation runs: who asks, in which Region, about what. */
interface Context {
  readonly caller: Caller;
  readonly region: string;
  readonly scenario: Scenario;
  readonly accounts: Accounts;
  readonly now: () => number;
}

type Operation = (input: Input, context: Context) => object;

/** The operations of Amazon Inspector that the emulator knows, by path; all are POST. */
export const INSPECTOR2_PATHS: Readonly<Record<string, { readonly name: string; readonly run: Operation }>> = {
  "/status/batch/get": { name: "BatchGetAccountStatus", run: batchGetAccountStatus },
  "/enable": { name: "Enable", run: enable },
  "/disable": { name: "Disable", run: disable },
  "/members/list": { name: "ListMembers", run: listMembers },
  "/delegatedadminaccounts/get": { name: "GetDelegatedAdminAccount", run: getDelegatedAdminAccount },
};

const STRANGER: FailedScript = {
  errorCode: "ACCESS_DENIED",
  errorMessage: "Invoking account does not have access to this account",
};
const NOT_ASSOCIATED = ["CREATED", "DELETED", "REMOVED", "RESIGNED"];

function batchGetAccountStatus(input: Input, context: Context): object {
  const { accounts, region, scenario } = context;
  const lists = { accounts: [] as object[], failedAccounts: [] as object[] };
  for (const id of asked(input, context)) {
    const standing = accounts.standing(region, id, duration(scenario.staleFor, "0s"));
    if (standing.kind === "missing") continue;
    put(lists, id, isVisible(id, context) ? standing : { kind: "failed", failed: STRANGER });
  }
  return lists;
}

function put(lists: Readonly<Record<"accounts" | "failedAccounts", object[]>>, id: string, standing: Standing): void {
  if (standing.kind === "raw") lists[standing.list].push(standing.entry);
  if (standing.kind === "reported") {
    const resourceState = byResponseName(standing.resources);
    lists.accounts.push({ accountId: id, state: standing.account, resourceState });
  }
  if (standing.kind === "failed") {
    lists.failedAccounts.push(failedAccount(id, standing.failed));
    if (standing.also) put(lists, id, standing.also);
  }
}

function enable(input: Input, context: Context): object {
  const types = resourceTypesOf(input) ?? refuse("resourceTypes", "Member must not be null");
  return change(input, context, types, duration(context.scenario.enableTakes, "10s"), "ENABLING", "ENABLED");
}

function disable(input: Input, context: Context): object {
  const types = resourceTypesOf(input) ?? [];
  return change(
    input,
    context,
    types.length > 0 ? types : context.accounts.offered,
    duration(context.scenario.disableTakes, "10s"),
    "DISABLING",
    "DISABLED",
  );
}

function change(
  input: Input,
  context: Context,
  types: readonly string[],
  takes: number,
  during: string,
  after: string,
): object {
  const lists = { accounts: [] as object[], failedAccounts: [] as object[] };
  for (const id of asked(input, context)) {
    const standing: Standing = isVisible(id, context)
      ? context.accounts.change(context.region, id, types, takes, during, after)
      : { kind: "failed", failed: STRANGER };
    if (standing.kind === "failed") lists.failedAccounts.push(failedAccount(id, standing.failed));
    if (standing.kind !== "reported") continue;
    const resourceStatus = Object.fromEntries(
      Object.entries(standing.resources).map(([type, { status }]) => [responseNameOf(type), status]),
    );
    lists.accounts.push({ accountId: id, status: standing.account.status, resourceStatus });
  }
  return lists;
}

function listMembers(input: Input, context: Context): object {
  const size = pageSizeOf(input);
  const administrator = administratorOf(context);
  if (context.caller.accountId !== administrator) {
    throw new AwsError("AccessDeniedException", "Invoking account is not the delegated admin");
  }
  const members = Object.entries(membersOf(context))
    .filter(([, relationship]) => input.onlyAssociated === false || !NOT_ASSOCIATED.includes(relationship))
    .sort(([left], [right]) => left.localeCompare(right));
  const start = tokenToOffset(input.nextToken, members.length);
  const page = members.slice(start, start + size).map(([accountId, relationshipStatus]) => ({
    accountId,
    relationshipStatus,
    delegatedAdminAccountId: administrator,
    updatedAt: Math.floor(context.now() / 1_000),
  }));
  const next = start + size;
  return {
    members: page,
    ...(next < members.length && { nextToken: Buffer.from(`member:${next}`).toString("base64") }),
  };
}

function getDelegatedAdminAccount(_: Input, context: Context): object {
  const administrator = administratorOf(context);
  if (context.caller.accountId === administrator) {
    throw new AwsError("ValidationException", "Invoking account is the delegated admin", {
      members: { reason: "OTHER" },
    });
  }
  const relationshipStatus = membersOf(context)[context.caller.accountId];
  if (administrator === null || relationshipStatus === undefined) {
    throw new AwsError("ResourceNotFoundException", "No delegated admin account was found for the invoking account");
  }
  return { delegatedAdmin: { accountId: administrator, relationshipStatus } };
}

function asked(input: Input, { caller }: Context): string[] {
  const ids = accountIdsOf(input);
  return ids.length > 0 ? ids : [caller.accountId];
}

/** The administrator sees itself and its members, everybody else only itself. */
function isVisible(id: string, context: Context): boolean {
  if (id === context.caller.accountId) return true;
  if (context.caller.accountId !== administratorOf(context)) return false;
  // Without a list of members, every account is a member.
  const { members } = context.scenario;
  const relationship = members ? (members[id] ?? "REMOVED") : "ENABLED";
  return !NOT_ASSOCIATED.includes(relationship);
}

function administratorOf({ scenario }: Context): string | null {
  return scenario.administrator === undefined ? (scenario.caller ?? DEFAULT_CALLER) : scenario.administrator;
}

function membersOf(context: Context): Readonly<Record<string, string>> {
  const others = context.accounts.ids().filter((id) => id !== administratorOf(context));
  return context.scenario.members ?? Object.fromEntries(others.map((id) => [id, "ENABLED"]));
}

function failedAccount(accountId: string, failed: FailedScript): object {
  const {
    errorCode,
    errorMessage = failed.errorCode === STRANGER.errorCode
      ? STRANGER.errorMessage
      : `The account failed with ${errorCode}`,
  } = failed;
  const { status, resourceStatus } = failed;
  return {
    accountId,
    errorCode,
    errorMessage,
    status,
    resourceStatus: resourceStatus && byResponseName(resourceStatus),
  };
}

function byResponseName(byRequestName: Readonly<Record<string, Status | string>>): object {
  return Object.fromEntries(Object.entries(byRequestName).map(([type, value]) => [responseNameOf(type), value]));
}

function tokenToOffset(token: unknown, count: number): number {
  if (token === undefined || token === null) return 0;
  const offset = Number(
    /^member:(\d+)$/.exec(Buffer.from(typeof token === "string" ? token : "", "base64").toString())?.[1],
  );
  return offset < count ? offset : refuse("nextToken", "Member must be a token from an earlier answer");
}

const duration = (text: string | undefined, fallback: string): number => parseDuration(text ?? fallback) ?? 0;
