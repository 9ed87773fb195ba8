import type { Verdict } from "../status/verdict";
import { SELF } from "../status/report";
import { formatDuration } from "../values/duration";
import type { Seen } from "../waiting/wait";
import { clean } from "../values/clean";
import type { TargetedGate } from "./target";
import { groupBy, listText, NAMED_ACCOUNTS } from "./wording";

/** After 1, 2, 4, 8 … minutes a wait says something even if nothing has changed. */
const FIRST_SIGN_MS = 60_000;

/**
 * The progress of one wait, in few lines, because the engine shows each line twice. Tells a change at once; after many
 * changes, tells only some of them.
 */
export class Progress {
  readonly #say: (line: string) => void;
  readonly #timeout: number;
  #lines = 0;
  #last = "";
  #nextSign = FIRST_SIGN_MS;

  constructor(say: (line: string) => void, timeout: number) {
    this.#say = say;
    this.#timeout = timeout;
  }

  report(line: string | undefined, waited: number): void {
    const isSign = waited >= this.#nextSign;
    if (line === undefined || (line === this.#last && !isSign)) return;
    if (!isSign && this.#lines >= allowedLines(waited)) return;
    // The first lines need no time: a reader has just seen the wait begin.
    const most = this.#timeout > 0 ? ` of ${formatDuration(this.#timeout)}` : "";
    const time = waited < FIRST_SIGN_MS ? "" : ` (${formatDuration(waited)}${most})`;
    this.#say(line + time);
    this.#last = line;
    this.#lines++;
    while (this.#nextSign <= waited) this.#nextSign *= 2;
  }
}

/** How many lines a wait may print by now: 4 at once, 10 after a minute, 6 more each time its duration doubles. */
function allowedLines(waited: number): number {
  return 4 + 6 * Math.log2(1 + waited / 60_000);
}

/**
 * What a wait waits for, as one line: how many accounts are done, and the others by status. `undefined` if all are done
 * and are only confirmed. The line has no time in it, so that it differs only when something has changed.
 */
export function progressLine(gate: TargetedGate, { pending, readings, unread }: Seen): string | undefined {
  const { region, expectation, target } = gate;
  const unasked = target.accountIds.filter((id) => !readings.has(id) && !unread.has(id));
  const open = new Set([...pending.map(({ accountId }) => accountId), ...unread.keys(), ...unasked]);
  if (open.size === 0) return undefined;
  const total = target.accountIds.length;
  const states = groupBy(
    pending.filter(({ accountId }) => !unread.has(accountId)),
    stateOf,
  );
  const faults = groupBy(unread, ([, { code }]) => `not readable (${clean(code)})`);
  const named = Math.max(1, Math.floor(NAMED_ACCOUNTS / (states.size + faults.size + Math.sign(unasked.length))));
  const parts = [
    `${total - open.size}/${total} ${expectation.status}`,
    ...[...states].map(([state, verdicts]) => `${state}: ${accountsIn(verdicts, named)}`),
    ...[...faults].map(
      ([state, accounts]) =>
        `${state}: ${namesIn(
          accounts.map(([id]) => id),
          named,
        )}`,
    ),
    ...(unasked.length > 0 ? [`no answer yet: ${namesIn(unasked, named)}`] : []),
    region,
  ];
  return parts.join("; ");
}

function namesIn(ids: readonly string[], named: number): string {
  return listText(ids.map(nameOf), named);
}

function stateOf({ kind, found, errorCode }: Verdict): string {
  if (kind === "nothingEnabled") return `${found} without a scan type`;
  return errorCode === undefined ? clean(found) : `${clean(found)} (${clean(errorCode)})`;
}

/** `111122223333 EC2 ECR, 444455556666, 777788889999 ECR and 3 more`: accounts with the same scan types share them. */
function accountsIn(verdicts: readonly Verdict[], named: number): string {
  const accounts = [...groupBy(verdicts, ({ accountId }) => accountId)];
  const typesOf = (own: readonly Verdict[]): string => own.map(({ resourceType }) => resourceType ?? "").join(" ");
  const byTypes = [...groupBy(accounts.slice(0, named), ([, own]) => typesOf(own))];
  const texts = byTypes.map(([types, group]) => `${group.map(([id]) => nameOf(id)).join(", ")} ${types}`.trim());
  const more = accounts.length - named;
  return texts.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function nameOf(id: string): string {
  return id === SELF ? "the caller's account" : id;
}
