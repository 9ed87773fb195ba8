import { clean } from "../values/clean";
import { formatDuration, parseDuration } from "../values/duration";
import type { Say } from "./say";
import { secretNamesIn, type WithSecrets } from "./secrets";

/**
 * What sentences call a secret account, by its position in the sorted list. These words are only for sentences, so they
 * are not in the table of arguments.
 */
const PLACES: Readonly<Record<string, string>> = { accountIds: "account", excludeAccountIds: "excluded account" };

/** Tells how to find the account behind a position. */
const NOTE =
  "The ids of accounts are secrets here: `pulumi stack export --show-secrets` has them, in the order in which they are counted.";

/** Removes the secrets of the program from texts for people. */
export class Concealment {
  readonly #names = new Map<string, string>();
  readonly #pattern: RegExp | undefined;

  constructor(properties: WithSecrets) {
    for (const name of secretNamesIn(properties)) this.#add(name, properties);
    // The longest first, because the ARN of a role contains its name.
    const texts = [...this.#names.keys()].sort((a, b) => b.length - a.length);
    if (texts.length > 0) this.#pattern = new RegExp(texts.map(patternOf).join("|"), "g");
  }

  /** Replaces the values of secrets by names such as `[secret account 1 of 3]`. */
  readonly text = (text: string): string =>
    this.#pattern ? text.replace(this.#pattern, (found) => `[secret ${this.#names.get(found)}]`) : text;

  /** Conceals secrets in sentences; if accounts are concealed, adds a sentence on how to find out which they are. */
  sentences(sentences: readonly string[]): string[] {
    const concealed = sentences.map(this.text);
    return concealed.some((text) => /\[secret (?:excluded )?account /.test(text)) ? [...concealed, NOTE] : concealed;
  }

  /** Runs `work`, and conceals secrets in what it says and in what it throws. */
  async running<T>(say: Say, run: (say: Say) => Promise<T>): Promise<T> {
    try {
      return await run((sentence, severity) => say(this.text(sentence), severity));
    } catch (error) {
      if (error instanceof Error) {
        error.message = this.text(error.message);
        error.stack = this.text(error.stack ?? "");
      }
      throw error;
    }
  }

  #add(name: string, properties: WithSecrets): void {
    const [argument = "", member] = name.split(".");
    const value = (properties as Readonly<Record<string, unknown>>)[argument];
    const place = PLACES[argument];
    const texts = [...new Set(textsIn(value, member))];
    if (place) texts.sort().forEach((text, i) => this.#names.set(text, `${place} ${i + 1} of ${texts.length}`));
    else for (const text of texts.flatMap(formsOf)) if (text.length > 1) this.#names.set(text, argument);
  }
}

/** All texts in a value; if `member` is given, only those of that member of objects. */
function textsIn(value: unknown, member?: string): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => textsIn(item, member));
  return Object.entries(value).flatMap(([name, each]) => (member && name !== member ? [] : textsIn(each)));
}

/**
 * The forms in which a text can appear: cleaned, in JSON; AWS shows parts of a role, failures show hosts, durations are
 * reformatted.
 */
function formsOf(text: string): string[] {
  const duration = parseDuration(text);
  const [, account, role] = /:iam::([0-9]{12}):role\/(?:.*\/)?([^/]+)$/.exec(text) ?? [];
  const { host, hostname } = /^https?:/.test(text) && URL.canParse(text) ? new URL(text) : {};
  const inJson = JSON.stringify(text).slice(1, -1);
  const forms = [
    text,
    clean(text),
    inJson,
    duration !== undefined && formatDuration(duration),
    account,
    role,
    host,
    hostname,
  ];
  return forms.filter((form) => typeof form === "string" && form !== "") as string[];
}

/** Account ids are concealed also inside of longer texts; other texts only as whole words. */
function patternOf(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return /^[0-9]{12}$/.test(text) ? escaped : `(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`;
}
