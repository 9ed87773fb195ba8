import type { Fault } from "../../../sdk/testing";
import type { Dice } from "../simulator/dice";

/** Faults that can hit any request. */
const ANY: readonly Partial<Fault>[] = [
  { throttle: true },
  { status: 500 },
  { status: 503 },
  { reset: true },
  { truncate: true },
  { html: true },
  { hang: true },
  { stall: true },
  { drip: "1s" },
  { delay: "5s" },
  { status: 203 },
  { body: "{}" },
];

/** Lists whose pages end too early, or never. */
const PAGES: readonly Partial<Fault>[] = [
  ...[null, {}, [null], [{}], [{ accountId: 200_000_000_001, relationshipStatus: "ENABLED" }]].map((members) => ({
    patch: { members },
  })),
  ...[7, {}, [], true].map((nextToken) => ({ patch: { nextToken } })),
  { patch: { nextToken: "again" }, calls: [1, 2] },
  { status: 204 },
];

/** Faults that hit a share of the requests. */
export function drawFaults(
  dice: Dice,
  ids: readonly string[],
  { isOrganization, hasSts }: { readonly isOrganization: boolean; readonly hasSts: boolean },
): Fault[] {
  return Array.from({ length: dice.whole(1, 3) }, () => {
    const rate = dice.pick([0.05, 0.2, 0.5, 1]);
    if (dice.chance(0.15)) return { rate, ...ofSomebodyElse(ids) };
    if (hasSts && dice.chance(0.4)) {
      const operation = dice.pick(["AssumeRole", "GetCallerIdentity"]);
      return { rate, ...dice.pick(ANY), service: "sts", operation };
    }
    if (isOrganization && dice.chance(0.6)) {
      return { rate, ...dice.pick([...PAGES, ...ANY]), operation: "ListMembers" };
    }
    return { rate, ...dice.pick(ANY), operation: dice.pick(["BatchGetAccountStatus", "GetDelegatedAdminAccount"]) };
  });
}

/** HTTP 203: a proxy, and not the author of the answer, says that all is well. */
function ofSomebodyElse(ids: readonly string[]): Fault {
  const [state, resourceState] = [{ status: "ENABLED" }, { ec2: { status: "ENABLED" }, ecr: { status: "ENABLED" } }];
  const accounts = ids.map((accountId) => ({ accountId, state, resourceState }));
  return { operation: "BatchGetAccountStatus", status: 203, patch: { accounts, failedAccounts: [] } };
}
