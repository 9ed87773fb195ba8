import * as pulumi from "@pulumi/pulumi";
import { hasLater } from "../provider/values/later";
import { ENTRY_NAMES, entryOf } from "../provider/gate/argumentTable";
import type { InspectorAccountStatusArgs } from "./inspectorAccountStatusArgs";

/** The provider reads so many accounts with one call. Gates on more accounts fill calls of their own. */
const ACCOUNTS_TOGETHER = 100;

/** The arguments that choose the connection: gates that differ in one of them are not read together. */
const OF_CONNECTION = ENTRY_NAMES.filter((name) => entryOf(name).ofConnection);

/** By connection: the accounts of the gates that the next gate can still join; an account counts once for each gate. */
const open = new Map<string, string[]>();

/**
 * What a gate tells the provider of its neighbours, so that one call of a preview reads for a hundred of them: the
 * engine lets only one gate look at a time, and in any order. All constructors of a program run before the first gate
 * is registered, so the text, which has their accounts, is complete by then. Only what is known at once is told, and
 * registration waits for nothing.
 *
 * In an update nobody is told of anybody: what an update does between two gates may change what the second one would
 * see, so a reading that the first one took serves only the first one.
 */
export function together(
  args: InspectorAccountStatusArgs,
  { id }: pulumi.CustomResourceOptions,
): Promise<string | undefined> | undefined {
  const own = knownAccounts(args);
  if (!pulumi.runtime.isDryRun() || id !== undefined || own.length === 0 || own.length > ACCOUNTS_TOGETHER)
    return undefined;
  const key = connectionKey(args);
  let neighbours = open.get(key);
  if (!neighbours || neighbours.length + own.length > ACCOUNTS_TOGETHER) open.set(key, (neighbours = []));
  const all = neighbours;
  all.push(...own);
  return Promise.resolve().then(() => {
    if (open.get(key) === all) open.delete(key);
    return all.length > own.length ? all.join(",") : undefined;
  });
}

function knownAccounts({ accountIds, members }: InspectorAccountStatusArgs): string[] {
  if (members !== undefined) return [];
  if (accountIds === undefined) return ["self"];
  // An Output may be a secret, and makes the whole list one.
  const ids: unknown[] = Array.isArray(accountIds) && !hasLater(accountIds) ? accountIds : [];
  return [...new Set(ids.filter((id): id is string => typeof id === "string" && /^\d{12}$/.test(id)))];
}

function connectionKey(args: InspectorAccountStatusArgs): string {
  return JSON.stringify(OF_CONNECTION.map((name) => comparable(args[name])));
}

const identities = new WeakMap<object, string>();
let objects = 0;

/** Plain data by content; Outputs, Promises and resources by identity, because their content is not known yet. */
function comparable(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(comparable);
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.entries(value)
      .sort()
      .map(([name, member]) => [name, comparable(member)]);
  }
  const identity = identities.get(value) ?? `object ${++objects}`;
  identities.set(value, identity);
  return identity;
}
