import { IDS_PER_CALL, SELF } from "./reader";
import type { Reading, Report } from "./report";
import { FRESH_MS } from "./wait";

/**
 * The readings that the gates of one preview share. The engine lets one gate look at a time; so a program announces
 * whom its gates will ask for, and whoever looks first asks for others as well, where its last call has room for them.
 * It never makes a call more for their sake. Each announcement is good for one use of a reading, and no reading is
 * used that is older than `FRESH_MS`.
 */
export class SharedReadings {
  /** How often each account will still be asked for. */
  readonly #announced = new Map<string, number>();
  readonly #readings = new Map<string, { readonly reading: Reading; readonly at: number }>();

  /** Each id once for every gate that will ask for it. */
  announce(accountIds: readonly string[]): void {
    for (const id of accountIds) this.#announced.set(id, (this.#announced.get(id) ?? 0) + 1);
  }

  /** The readings of all these accounts, if others have made them for this gate as well. */
  take(accountIds: readonly string[], now: number): Report | undefined {
    const fresh = accountIds.flatMap((id) => (this.#isFresh(id, now) ? [[id, this.#readings.get(id)!.reading] as const] : []));
    for (const id of accountIds) this.#useUp(id);
    return fresh.length === accountIds.length ? new Map(fresh) : undefined;
  }

  /** Announced accounts without a fresh reading, as many as fit into the calls for `asked`. */
  alsoAsk(asked: ReadonlySet<string>, now: number): string[] {
    // The caller's own account, where it is not named, is a call of its own.
    const named = asked.size - (asked.has(SELF) ? 1 : 0);
    const room = (IDS_PER_CALL - (named % IDS_PER_CALL)) % IDS_PER_CALL;
    const others: string[] = [];
    for (const id of this.#announced.keys()) {
      if (others.length === room) break;
      if (id !== SELF && !asked.has(id) && !this.#isFresh(id, now)) others.push(id);
    }
    return others;
  }

  /** Keeps what a look that began at `at` has brought, as far as somebody will ask for it. */
  keep(readings: Report, at: number): void {
    for (const [id, reading] of readings) if (this.#announced.has(id)) this.#readings.set(id, { reading, at });
  }

  #useUp(id: string): void {
    const left = (this.#announced.get(id) ?? 0) - 1;
    if (left > 0) this.#announced.set(id, left);
    else {
      this.#announced.delete(id);
      this.#readings.delete(id);
    }
  }

  // The clock may have jumped either way.
  #isFresh(id: string, now: number): boolean {
    const known = this.#readings.get(id);
    return known !== undefined && Math.abs(now - known.at) <= FRESH_MS;
  }
}
