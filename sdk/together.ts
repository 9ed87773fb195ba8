import type * as pulumi from "@pulumi/pulumi";
import type { InspectorAccountStatusArgs } from "./inspectorAccountStatus";

/** The arguments that do not choose the connection: gates that differ in the others are not read together. */
const NOT_OF_CONNECTION: ReadonlySet<string> = new Set<keyof InspectorAccountStatusArgs>([
  "accountIds",
  "members",
  "excludeAccountIds",
  "resourceTypes",
  "expectedStatus",
  "enforcementLevel",
  "timeout",
  "mismatchGrace",
  "readTimeout",
]);

/** By connection: the accounts of the gates that were constructed since the last hint, once for each gate. */
const announced = new Map<string, { gates: number; readonly accountIds: string[] }>();

/**
 * What a gate tells the provider of all the others, so that one call of a preview reads for a hundred of them: the
 * engine lets only one gate look at a time. All constructors of a program run before the first gate is registered, so
 * the first one carries the accounts of all, as text; the others carry nothing. Only what is known at once is told, and
 * registration waits for nothing.
 */
export function together(args: InspectorAccountStatusArgs, { id, dependsOn }: pulumi.CustomResourceOptions): Promise<string | undefined> | undefined {
  const accountIds = knownAccounts(args);
  if (id !== undefined || accountIds.length === 0) return undefined;
  const key = connectionKey(args);
  const group = announced.get(key) ?? { gates: 0, accountIds: [] };
  announced.set(key, group);
  group.gates++;
  group.accountIds.push(...accountIds);
  const constructed = Promise.resolve();
  // A gate that depends on something is registered late: others go first.
  const turn = dependsOn ? constructed.then(() => {}) : constructed;
  return turn.then(() => {
    const all = announced.get(key);
    announced.delete(key);
    return all && all.gates > 1 ? all.accountIds.join(",") : undefined;
  });
}

function knownAccounts({ accountIds, members }: InspectorAccountStatusArgs): string[] {
  if (members !== undefined) return [];
  if (accountIds === undefined) return ["self"];
  const ids: unknown[] = Array.isArray(accountIds) ? accountIds : [];
  return [...new Set(ids.filter((id): id is string => typeof id === "string" && /^\d{12}$/.test(id)))];
}

function connectionKey(args: InspectorAccountStatusArgs): string {
  const chosen = Object.entries(args).filter(([name, value]) => value !== undefined && !NOT_OF_CONNECTION.has(name));
  return JSON.stringify(comparable(Object.fromEntries(chosen)));
}

const identities = new WeakMap<object, string>();
let objects = 0;

/** Plain data by what is in it; an Output, a Promise or a resource by its identity: what is in it is not known yet. */
function comparable(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(comparable);
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.entries(value).sort().map(([name, member]) => [name, comparable(member)]);
  }
  const identity = identities.get(value) ?? `object ${++objects}`;
  identities.set(value, identity);
  return identity;
}
