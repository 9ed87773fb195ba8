import type { AccountScript } from "./scenario";
import { TO_ENABLE, standingAt, type Standing, type Status } from "./timeline";

/** What `Enable` or `Disable` did to some scan types of an account. */
interface Change {
  readonly resourceTypes: readonly string[];
  readonly ends: number;
  readonly during: string;
  readonly after: string;
}

interface View {
  readonly script: AccountScript;
  readonly since: number;
  readonly changes: readonly Change[];
}

/** The accounts of the scenario: their scripts, and what `Enable` and `Disable` have changed since. */
export class Accounts {
  /** The scan types that a bare status stands for. */
  offered: readonly string[] = TO_ENABLE;
  readonly #scripts = new Map<string, { script: AccountScript; since: number }>();
  readonly #changes = new Map<string, readonly Change[]>();
  readonly #before = new Map<string, { at: number; view: View | undefined }>();
  readonly #now: () => number;
  readonly #random: () => number;

  constructor(now: () => number, random: () => number) {
    this.#now = now;
    this.#random = random;
  }

  /** New scripts, by `ID` or `REGION/ID`. Their timelines start now. */
  replace(scripts: Readonly<Record<string, AccountScript>>): void {
    for (const [key, script] of Object.entries(scripts)) {
      const old = this.#scripts.get(key);
      if (old) this.#before.set(key, { at: this.#now(), view: { ...old, changes: this.#changes.get(key) ?? [] } });
      this.#scripts.set(key, { script, since: this.#now() });
      for (const changed of this.#changes.keys())
        if (changed === key || changed.endsWith(`/${key}`)) this.#changes.delete(changed);
    }
  }

  /** The ids that have a script, sorted. */
  ids(): string[] {
    return [...new Set([...this.#scripts.keys()].map((key) => key.slice(-12)))].sort();
  }

  /** The state of the account now. For `staleFor` milliseconds after a change, half of the reads get the old state. */
  standing(region: string, id: string, staleFor = 0): Standing {
    const recent = [`${region}/${id}`, id]
      .map((key) => this.#before.get(key))
      .find((old) => old && this.#now() < old.at + staleFor);
    const view = recent && this.#random() < 0.5 ? recent.view : this.#view(region, id);
    if (!view) return { kind: "missing" };
    const standing = standingAt(view.script, this.#now() - view.since, this.offered);
    return withChanges(standing, view.changes, this.offered, this.#now());
  }

  /** Changes scan types to `during`, then to `after`. Those that are `after` already stay so. */
  change(
    region: string,
    id: string,
    resourceTypes: readonly string[],
    takes: number,
    during: string,
    after: string,
  ): Standing {
    const key = `${region}/${id}`;
    const old = this.#view(region, id);
    const standing = this.standing(region, id);
    if (standing.kind === "failed") return standing;
    const moving = resourceTypes.filter(
      (type) => standing.kind !== "reported" || standing.resources[type]?.status !== after,
    );
    if (moving.length > 0) {
      const change: Change = { resourceTypes: moving, ends: this.#now() + takes, during, after };
      if (!old) this.#scripts.set(key, { script: "DISABLED", since: this.#now() });
      this.#before.set(key, { at: this.#now(), view: old });
      this.#changes.set(key, [...(this.#changes.get(key) ?? []), change]);
    }
    return this.standing(region, id);
  }

  #view(region: string, id: string): View | undefined {
    const scripted = this.#scripts.get(`${region}/${id}`) ?? this.#scripts.get(id);
    return scripted && { ...scripted, changes: this.#changes.get(`${region}/${id}`) ?? [] };
  }
}

function withChanges(
  standing: Standing,
  changes: readonly Change[],
  offered: readonly string[],
  now: number,
): Standing {
  if (changes.length === 0 || standing.kind === "failed" || standing.kind === "raw") return standing;
  const resources: Record<string, Status> =
    standing.kind === "reported"
      ? { ...standing.resources }
      : Object.fromEntries(offered.map((type) => [type, { status: "DISABLED" }]));
  for (const change of changes) {
    for (const type of change.resourceTypes)
      resources[type] = { status: now < change.ends ? change.during : change.after };
  }
  // The account is on as soon as one scan type is, and off once all are.
  const found = new Set(Object.values(resources).map(({ status }) => status));
  const account = ["ENABLED", "ENABLING", "DISABLING", "DISABLED"].find((status) => found.has(status));
  return { kind: "reported", account: { status: account ?? "DISABLED" }, resources };
}
