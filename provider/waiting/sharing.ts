import { IDS_PER_CALL, SELF, type Reading, type Report } from "../status/report";
import { FRESH_MS } from "./wait";

/**
 * The readings that the gates of one preview share. The engine lets one gate look at a time, in any order; so each gate
 * brings along whom its neighbours will ask for, and who looks first asks for these as well, where its last call has
 * room for them: never does it make a call more for their sake. A reading is used once for each neighbour that asks for
 * the account, and none that is older than `FRESH_MS`.
 */
export class SharedReadings {
  readonly #readings = new Map<string, Shared>();

  /** The readings of all these accounts, if a neighbour has brought them. */
  take(accountIds: readonly string[], now: number): Report | undefined {
    const shared = accountIds.map((id) => this.#available(id, now));
    if (!shared.every((each) => each !== undefined)) return undefined;
    for (const each of shared) each.left--;
    return new Map(accountIds.map((id, i) => [id, shared[i]!.reading]));
  }

  /** The accounts of the neighbours that there is no reading of, as many as fit into the calls for `asked`. */
  alsoAsk(asked: ReadonlySet<string>, together: readonly string[], now: number): string[] {
    // The caller's own account, where it is not named, is a call of its own.
    const named = asked.size - (asked.has(SELF) ? 1 : 0);
    const room = (IDS_PER_CALL - (named % IDS_PER_CALL)) % IDS_PER_CALL;
    const others = together.filter((id) => id !== SELF && !asked.has(id) && !this.#available(id, now));
    return [...new Set(others)].slice(0, room);
  }

  /** Keeps for the neighbours what a look at `asked`, and at them, has brought. It began at `at`. */
  keep(readings: Report, asked: ReadonlySet<string>, together: readonly string[], at: number): void {
    for (const id of together) {
      const reading = readings.get(id);
      if (reading === undefined) continue;
      const known = this.#readings.get(id);
      if (known?.reading === reading && known.at === at) known.left++;
      else this.#readings.set(id, { reading, at, left: asked.has(id) ? 0 : 1 });
    }
  }

  #available(id: string, now: number): Shared | undefined {
    const shared = this.#readings.get(id);
    // The clock may have jumped either way.
    return shared && shared.left > 0 && Math.abs(now - shared.at) <= FRESH_MS ? shared : undefined;
  }
}

interface Shared {
  readonly reading: Reading;
  /** When its look began. */
  readonly at: number;
  /** How many may still use it. */
  left: number;
}
