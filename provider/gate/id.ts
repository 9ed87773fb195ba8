import { createHash, randomBytes } from "node:crypto";
import type { Inputs } from "./arguments";
import { secretArguments, secretNamesIn } from "./secrets";

/** An id names up to this many accounts; for more it has a digest. */
const ACCOUNTS_IN_ID = 8;

/**
 * The id of a gate: `REGION/ACCOUNT[,ACCOUNT…]`, or `REGION/N-accounts-DIGEST` for many. Fixed at create. A random
 * number replaces secret accounts, because trying all ids would find those of a digest.
 */
export function idOf(regionName: string, accountIds: readonly string[], inputs: Inputs = {}): string {
  const secrets = secretArguments(inputs);
  const ids = [...accountIds].sort();
  const region = secrets.includes("region") ? "secret" : regionName;
  // Without accounts, the gate is about the account of its role.
  const isRoleSecret = secretNamesIn(inputs).some((name) => name === "assumeRole" || name === "assumeRole.roleArn");
  if (secrets.includes("accountIds") || (isRoleSecret && !inputs.accountIds))
    return `${region}/${ids.length}-accounts-${randomBytes(8).toString("hex")}`;
  if (ids.length <= ACCOUNTS_IN_ID) return `${region}/${ids.join(",") || "self"}`;
  const digest = createHash("sha256").update(ids.join(",")).digest("hex").slice(0, 16);
  return `${region}/${ids.length}-accounts-${digest}`;
}

/** The Region and accounts of an id given to `.get`, or its problem as a sentence. */
export function parseId(id: string): Pick<Inputs, "region" | "accountIds"> | { readonly problem: string } {
  const match = /^([a-z]{2,}(?:-[a-z]+)+-\d+)\/(self|[0-9]{12}(?:,[0-9]{12})*)$/.exec(id);
  const [, region, accounts] = match ?? [];
  if (!region || !accounts) {
    const digest = /\/\d+-accounts-[0-9a-f]+$/.test(id)
      ? " This id stands for many accounts, or for secret ones, and can't be read back: use getInspectorAccountStatus."
      : "";
    return {
      problem: `The id of an InspectorAccountStatus is REGION/ACCOUNT[,ACCOUNT...], such as "us-east-1/111122223333", not ${JSON.stringify(id.slice(0, 80))}.${digest}`,
    };
  }
  return accounts === "self" ? { region } : { region, accountIds: [...new Set(accounts.split(","))].sort() };
}
