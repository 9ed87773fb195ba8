import * as pulumi from "@pulumi/pulumi";
import { hasLater, isLater } from "../provider/values/later";
import { entryOf } from "../provider/gate/argumentTable";
import { ARGUMENTS } from "../provider/gate/names";
import { NOTHING } from "../provider/values/nothing";

/** An Output without a value may stand for these and for the duration of a role: their defaults are as good. */
const MAY_BE_NOTHING = [...ARGUMENTS.filter((name) => entryOf(name).mayBeNothing), "duration"];

/**
 * The arguments, with a mark that the provider refuses where an Output or a Promise turns out to have no value: the
 * output of another stack that is not there must not mean the caller's own account. Plain `undefined` stays.
 */
export function given<T extends { readonly awsProvider?: unknown }>({ awsProvider, ...args }: T): T {
  return { ...(marked(args) as typeof args), ...(awsProvider !== undefined && { awsProvider }) } as T;
}

/** The argument; `other` if it is left out or turns out to have no value. */
export function orElse(value: pulumi.Input<unknown>, other: unknown): unknown {
  if (value === undefined || value === null) return other;
  if (other === undefined || !isLater(value)) return value;
  return pulumi.output(value).apply((known) => known ?? other);
}

function marked(value: unknown): unknown {
  if (typeof value !== "object" || value === null || pulumi.Resource.isInstance(value)) return value;
  if (pulumi.Output.isInstance(value)) return value.apply(valueOrMark);
  if (isPromise(value)) return pulumi.output(value.then((known) => marked(known ?? NOTHING)));
  if (Array.isArray(value)) return value.map(marked);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      MAY_BE_NOTHING.some((known) => known === name) ? member : marked(member),
    ]),
  );
}

/** Pulumi has already resolved what was inside of an Output, so an absent member of a role may just be left out. */
function valueOrMark(known: unknown): unknown {
  return Array.isArray(known) ? known.map((item: unknown) => item ?? NOTHING) : (known ?? NOTHING);
}

function isPromise(value: object): value is Promise<unknown> {
  return typeof (value as { readonly then?: unknown }).then === "function";
}

/**
 * The names of the arguments that are or contain secrets, so that the provider, which gets everything in clear, repeats
 * none of them. `undefined` if no argument is an Output or a Promise, because plain values are no secrets, and no
 * option names any: `additionalSecretOutputs` names secrets, and `ignoreChanges`, marked with `?`, what may be a
 * recorded one.
 */
export function secretNames(
  args: object,
  { additionalSecretOutputs = [], ignoreChanges = [] }: pulumi.CustomResourceOptions = {},
): Promise<string | undefined> | undefined {
  const ofOptions = [...additionalSecretOutputs, ...ignoreChanges.map((path) => `?${/\w+/.exec(path)?.[0]}`)];
  const later = Object.entries(args).filter(
    ([name, value]) => name !== "awsProvider" && !pulumi.Resource.isInstance(value) && hasLater(value),
  );
  if (later.length + ofOptions.length === 0) return undefined;
  const names = later
    .flatMap(([name, value]) => partsOf(name, value))
    .map(async ([name, value]) => ((await pulumi.isSecret(pulumi.output(value))) ? [name] : []));
  return Promise.all(names).then((found) => [...new Set([...found.flat(), ...ofOptions])].join(",") || undefined);
}

/** Of a role, only the secret member counts: a secret external id is common, and appears in no message. */
function partsOf(name: string, value: unknown): [name: string, value: unknown][] {
  if (name !== "assumeRole" || typeof value !== "object" || value === null || isLater(value)) return [[name, value]];
  if (Array.isArray(value)) return value.flatMap((role: unknown) => partsOf(name, role));
  return Object.entries(value).map(([member, each]) => [`${name}.${member}`, each]);
}
