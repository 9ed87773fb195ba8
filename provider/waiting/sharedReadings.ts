import { IDS_PER_CALL, SELF, type Reading, type Report } from "../status/report";
import { ageOf, type Moment } from "./clock";
import { FRESH_MS } from "./bounds";

/**
 * The readings that the gates of one preview share. The engine lets one gate look at a time, in any order. So each gate
 * names the accounts of its neighbours, and the first gate that looks reads these, too, if its last call has room for
 * them; it makes no further call. A reading older than `FRESH_MS` is not used.
 */
export class SharedReadings {
  readonly #readings = new Map<string, { readonly reading: Reading; readonly at: Moment }>();

  /** The readings of all these accounts, if a neighbour has brought them. */
  take(accountIds: readonly string[], now: Moment): Report | undefined {
    if (!accountIds.every((id) => this.#has(id, now))) return undefined;
    return new Map(accountIds.map((id) => [id, this.#readings.get(id)!.reading]));
  }

  /** The accounts of neighbours without a reading, as many as fit into the calls for `ids`. */
  missing(ids: readonly string[], together: readonly string[], now: Moment): readonly string[] {
    // Reading the caller's own account by no id needs a call of its own.
    const named = ids.filter((id) => id !== SELF);
    const room = (IDS_PER_CALL - (named.length % IDS_PER_CALL)) % IDS_PER_CALL;
    const others = new Set(together.filter((id) => id !== SELF && !this.#has(id, now)));
    return [...others].filter((id) => !named.includes(id)).slice(0, room);
  }

  /** Keeps the readings of a look whose calls began at `at`. */
  keep(readings: Report, at: Moment): void {
    for (const [id, reading] of readings) this.#readings.set(id, { reading, at });
  }

  #has(id: string, now: Moment): boolean {
    const known = this.#readings.get(id);
    return known !== undefined && ageOf(known.at, now) <= FRESH_MS;
  }
}
