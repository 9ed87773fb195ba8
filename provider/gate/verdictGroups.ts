import type { Finding } from "../status/assessment";
import type { Verdict } from "../status/verdict";
import { groupBy } from "./wording";

/** What a sentence needs besides the verdict. */
export interface MessageContext {
  readonly region: string;
  /** If the wait ended at the timeout: its duration, and its number of looks. */
  readonly timedOut?: { readonly waited: number; readonly looks: number } | undefined;
  /** Whether scan types that are not offered are not compared. */
  readonly whereOffered?: boolean;
  /** Whether an account or scan type has never been as expected; absent if that is not known. */
  readonly isNew?: (finding: Finding) => boolean;
}

/** Verdicts that share a reason. */
export interface Group extends Verdict {
  readonly accountIds: readonly string[];
  /** Scan types, `EC2, ECR`; empty for the account itself. */
  readonly types: string;
  readonly isNew: boolean;
}

/** Groups verdicts by reason, first in each account. Messages that differ only in the account id are one reason. */
export function groupsOf(verdicts: readonly Verdict[], { isNew }: MessageContext): Group[] {
  const key = (verdict: Verdict): string => {
    const message = verdict.errorMessage?.replaceAll(verdict.accountId, "");
    return JSON.stringify([...reasonOf(verdict), message, isNew?.(verdict)]);
  };
  const perAccount = [...groupBy(verdicts, (verdict) => key(verdict) + verdict.accountId).values()];
  const perReason = groupBy(perAccount, (group) => key(group[0]!) + typesOf(group));
  return [...perReason.values()].map((accounts) => ({
    ...accounts[0]![0]!,
    accountIds: accounts.map((group) => group[0]!.accountId),
    types: typesOf(accounts[0]!),
    isNew: isNew?.(accounts[0]![0]!) ?? false,
  }));
}

/** What makes verdicts of different accounts the same, apart from the words of AWS. */
export function reasonOf({ verdict, kind, found, expected, errorCode }: Verdict): readonly unknown[] {
  return [verdict, kind, found, expected, errorCode];
}

function typesOf(verdicts: readonly Verdict[]): string {
  return verdicts.flatMap(({ resourceType }) => resourceType ?? []).join(", ");
}
