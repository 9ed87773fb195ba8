import { parseDuration } from "../../provider/values/duration";
import { nearest } from "../../provider/values/nearest";
import { isObject } from "../../provider/values/json";

/** What is wrong with a value that stands at `path`: one sentence for each problem. */
export type Check = (found: unknown, path: string) => readonly string[];

/** @throws {TypeError} that names everything that is wrong, at once. */
export function refuseProblems(subject: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `  - ${problem}`);
  throw new TypeError(`The ${subject} not valid:\n${lines.join("\n")}`);
}

export const expecting =
  (expected: string, holds: (found: unknown) => boolean): Check =>
  (found, path) =>
    holds(found) ? [] : [`${path && `\`${path}\`: `}expected ${expected}, found ${shown(found)}`];

export const matching = (expected: string, pattern: RegExp): Check =>
  expecting(expected, (found) => typeof found === "string" && pattern.test(found));

export const text = matching("a text", /^/);
export const accountId = matching("an account id of 12 digits", /^\d{12}$/);
export const duration = expecting(
  'a duration such as "8s"',
  (found) => typeof found === "string" && parseDuration(found) !== undefined,
);

export const numberBetween = (expected: string, least: number, most = Infinity): Check =>
  expecting(expected, (found) => typeof found === "number" && found >= least && found <= most);

export const listOf = (expected: string, element: Check): Check => {
  const list = expecting(expected, Array.isArray);
  return (found, path) =>
    Array.isArray(found)
      ? found.flatMap((each: unknown, index) => element(each, `${path}[${index}]`))
      : list(found, path);
};

/** The first of the checks whose condition holds decides. */
export const oneOf =
  (otherwise: Check, ...choices: readonly (readonly [when: (found: unknown) => boolean, check: Check])[]): Check =>
  (found, path) =>
    (choices.find(([when]) => when(found))?.[1] ?? otherwise)(found, path);

/** An object with these members and no others. `undefined` is the same as left out. */
export function membersOf(
  table: Readonly<Record<string, Check>>,
  { expected = "an object", required = [] }: { expected?: string; required?: readonly string[] } = {},
): Check {
  const object = expecting(expected, (found) => isObject(found) && required.every((key) => Object.hasOwn(found, key)));
  return (found, path) => {
    const problems = object(found, path);
    if (problems.length > 0 || !isObject(found)) return problems;
    return Object.entries(found).flatMap(([key, member]) => {
      const at = path ? `${path}.${key}` : key;
      if (!Object.hasOwn(table, key)) return [unknown(at, key, Object.keys(table))];
      return member === undefined ? [] : table[key]!(member, at);
    });
  };
}

/** An object whose keys are names of the same kind. */
export function entriesOf(key: Check, value: Check): Check {
  const object = expecting("an object", isObject);
  return (found, path) => {
    if (!isObject(found)) return object(found, path);
    return Object.entries(found).flatMap(([name, each]) => {
      const at = `${path}[${JSON.stringify(name)}]`;
      return [...key(name, at), ...value(each, at)];
    });
  };
}

/** A word of the service. A newer service has more, so only known ones that are misspelt fail; `raw` sends any text. */
export function wordOf(expected: string, words: readonly string[]): Check {
  const text = expecting(expected, (found) => typeof found === "string" && found !== "");
  return (found, path) => {
    const meant = typeof found === "string" && misspelt(found, words);
    return meant ? [`\`${path}\`: ${shown(found)} is not known; did you mean ${meant}?`] : text(found, path);
  };
}

export function unknown(path: string, key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  const list = known.join(", ");
  return `\`${path}\` is not known; ${meant === undefined ? "known" : `did you mean ${meant}? Known`} are ${list}`;
}

/** The word that was meant, if at most two letters are wrong, or none in a short word. */
export function misspelt(text: string, words: readonly string[]): string | undefined {
  return words.includes(text) ? undefined : nearest(text, words, (word) => (word.length < 6 ? 0 : 2));
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? (value === undefined ? "nothing" : `a ${typeof value}`);
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
