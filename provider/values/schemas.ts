import * as v from "valibot";
import { parseDuration } from "./duration";
import { didYouMean } from "./nearest";
import { NOTHING } from "./nothing";

/*
 * What single values have to look like, whether they come from a program or from the configuration. Each message is the
 * end of a sentence that begins with the name of the property.
 */

/** How Pulumi's engine writes a value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const nothing = v.never(
  "was given as an Output or a Promise that has no value, which does not mean that it is left out: give it one (check the name of the output that it comes from), or leave it out",
);

/** Lets a value that is not known yet pass unchanged, but not an Output that had no value. */
export function orUnknown<const T extends v.GenericSchema>(schema: T) {
  return v.lazy((input) => (input === NOTHING ? nothing : input === UNKNOWN ? v.literal(UNKNOWN) : schema));
}

/** A value, written so that it fits into a sentence. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function anyText(what: string) {
  return v.string((issue) => `must be ${what}, not ${shown(issue.input)}`);
}

export const nonEmptyText = v.pipe(anyText("text"), v.nonEmpty("must not be empty"));

export function oneOf<const T extends readonly string[]>(values: T, hint: (text: string) => string = () => "") {
  return v.picklist(values, ({ input }) => {
    return `must be one of ${values.join(", ")}, not ${shown(input)}${typeof input === "string" ? hint(input) : ""}${didYouMean(input, values)}`;
  });
}

export function list<const T extends v.GenericSchema>(item: T, emptyMessage: string) {
  return v.pipe(
    v.array(orUnknown(item), (issue) => `must be a list, not ${shown(issue.input)}`),
    v.minLength(1, emptyMessage),
  );
}

export const accountId = v.pipe(
  v.string(({ input }) =>
    typeof input === "number" && /^[0-9]{1,12}$/.test(String(input))
      ? `must be text: the number ${String(input)}, as an id without quotes was read, has lost leading zeros or is what the digits mean in octal; write the id in quotes where it comes from`
      : `must be an account id of 12 digits as text, not ${shown(input)}`,
  ),
  v.regex(/^[0-9]{12}$/, ({ input }) => {
    const short = /^[0-9]{9,11}$/.test(input)
      ? "; it may have lost leading zeros, or have been read as octal: write it in quotes where it comes from"
      : "";
    const dashed = /^[0-9]{4}-[0-9]{4}-[0-9]{4}$/.test(input)
      ? `; write it without hyphens, "${input.replaceAll("-", "")}"`
      : "";
    return `must be an account id of 12 digits, not ${shown(input)}${short}${dashed}`;
  }),
);

export const duration = v.pipe(
  anyText('a duration such as "30m" or "1h30m"'),
  v.check(
    (text) => parseDuration(text) !== undefined,
    ({ input }) => `must be a duration such as "30m", "90s" or "1h30m", not ${shown(input)}`,
  ),
);

export const URL_START = "must be a URL that begins with http:// or https://";

/** Whether a text is the URL of a service. */
export function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

export const url = v.pipe(
  anyText("a URL"),
  // A URL may contain a password, in any place.
  v.check(isUrl, ({ input }) => `${URL_START}${/[@?#]/.test(input) ? "" : `, not ${shown(input)}`}`),
  v.check((text) => {
    const { username, password } = URL.canParse(text) ? new URL(text) : {};
    return !username && !password;
  }, "must not carry a user name or password: they would be kept in the state"),
);

export const regionName = v.pipe(
  anyText("text"),
  v.regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, ({ input }) => `must be an AWS Region such as "us-east-1", not ${shown(input)}`),
);
