import type { Outcome, Report, Section, Standing } from "./model";

/** The words that all formats share. Status is told by words and by a sign, never by colour alone. */

export const OUTCOME_WORDS: Readonly<Record<Outcome, { readonly sign: string; readonly words: string }>> = {
  unverified: { sign: "?", words: "not verified" },
  drift: { sign: "✖", words: "not as declared" },
  accepted: { sign: "!", words: "not as declared, accepted by the gate" },
  ok: { sign: "✔", words: "as declared" },
};

export const STANDING_WORDS: Readonly<Record<Standing, { readonly sign: string; readonly words: string }>> = {
  violation: { sign: "✖", words: "not as declared" },
  pending: { sign: "…", words: "pending" },
  accepted: { sign: "!", words: "accepted" },
  skipped: { sign: "–", words: "not watched" },
  ok: { sign: "✔", words: "as declared" },
};

/** The report in one sentence. */
export function headline({ command, summary, sections }: Report): string {
  const what = command === "drift" ? "gate" : "Region";
  const { unverified, drift, accepted } = summary.sections;
  const { violation, pending } = summary.accounts;
  const parts = [
    violation > 0 && `${counted(violation, "account")} not as declared`,
    pending > 0 && `${counted(pending, "account")} pending`,
    drift > 0 && violation + pending === 0 && `${counted(drift, what)} not as declared`,
    unverified > 0 && `${counted(unverified, what)} not verified`,
    accepted > 0 && `${counted(accepted, what)} with accepted differences`,
  ].filter((part) => part !== false);
  if (parts.length > 0) return `Amazon Inspector: ${parts.join(", ")}.`;
  if (sections.length === 0) return "Amazon Inspector: nothing was looked at.";
  const accounts = Object.values(summary.accounts).reduce((sum, each) => sum + each, 0);
  return `Amazon Inspector: ${counted(accounts, "account")} in ${counted(sections.length, what)}, all as declared.`;
}

/** What a section expects, and how many of its accounts are so. */
export function sectionLine({ outcome, accounts, expectedStatus, resourceTypes }: Section): string {
  const { words } = OUTCOME_WORDS[outcome];
  if (accounts.length === 0) return words;
  const differing = accounts.filter(({ standing }) => standing !== "ok" && standing !== "skipped").length;
  const types = resourceTypes ? ` for ${resourceTypes.join(", ")}` : "";
  const share =
    differing > 0 ? `${differing} of ${counted(accounts.length, "account")}` : counted(accounts.length, "account");
  return `${words} (${share}; expected ${expectedStatus}${types})`;
}

export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
