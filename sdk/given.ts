import * as pulumi from "@pulumi/pulumi";
import { hasLater, isLater } from "../provider/values/later";
import { entryOf } from "../provider/gate/argumentTable";
import { ARGUMENTS } from "../provider/gate/names";
import { NOTHING } from "../provider/values/nothing";

/** These have a default that is as good, and so has the duration of a role. */
const MAY_BE_NOTHING = [...ARGUMENTS.filter((name) => entryOf(name).mayBeNothing), "duration"];

/**
 * The arguments, with a mark that the provider refuses where an Output or a Promise turns out to have no value: the
 * output of another stack that is not there must not mean the caller's own account. Plain `undefined` stays.
 */
export function given<T extends { readonly awsProvider?: unknown }>({ awsProvider, ...args }: T): T {
  return { ...(marked(args) as typeof args), ...(awsProvider !== undefined && { awsProvider }) } as T;
}

/** An argument that may turn out to have no value, or else what stands for it then. */
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

/** Pulumi has resolved what was in an Output: a member of a role that is not there may well be left out there. */
function valueOrMark(known: unknown): unknown {
  return Array.isArray(known) ? known.map((item: unknown) => item ?? NOTHING) : (known ?? NOTHING);
}

function isPromise(value: object): value is Promise<unknown> {
  return typeof (value as { readonly then?: unknown }).then === "function";
}

/**
 * The names of the arguments that are secrets, or have one in them, which nothing must repeat in clear: the engine hands
 * the provider everything in clear. Nothing where no argument is there only later, because plain values are no secrets.
 */
export function secretNames(args: object): Promise<string | undefined> | undefined {
  const later = Object.entries(args).filter(
    ([name, value]) => name !== "awsProvider" && !pulumi.Resource.isInstance(value) && hasLater(value),
  );
  if (later.length === 0) return undefined;
  const names = later
    .flatMap(([name, value]) => partsOf(name, value))
    .map(async ([name, value]) => ((await pulumi.isSecret(pulumi.output(value))) ? [name] : []));
  return Promise.all(names).then((found) => [...new Set(found.flat())].join(",") || undefined);
}

/** Of roles, only the member is a secret that is one: a secret external id is usual, and in no message anyway. */
function partsOf(name: string, value: unknown): [name: string, value: unknown][] {
  if (name !== "assumeRole" || typeof value !== "object" || value === null || isLater(value)) return [[name, value]];
  if (Array.isArray(value)) return value.flatMap((role: unknown) => partsOf(name, role));
  return Object.entries(value).map(([member, each]) => [`${name}.${member}`, each]);
}
