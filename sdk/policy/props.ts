import type { PolicyResource } from "@pulumi/policy";

/** A value that a preview does not know yet. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** A property of a resource. CrossGuard throws where a policy touches one that a preview does not know. */
export function propOf({ props }: Pick<PolicyResource, "props">, name: string): unknown {
  try {
    return props[name];
  } catch {
    return UNKNOWN;
  }
}

/** A property as text; `undefined` where it is not there. */
export function textOf(resource: Pick<PolicyResource, "props">, name: string): string | typeof UNKNOWN | undefined {
  const value = propOf(resource, name);
  if (value === undefined || value === null) return undefined;
  return value === UNKNOWN || typeof value === "string" ? value : JSON.stringify(value);
}

/** A property that is a list of texts; `undefined` where it is not there. Some of it may be unknown. */
export function textsOf(resource: Pick<PolicyResource, "props">, name: string): string[] | typeof UNKNOWN | undefined {
  const value = propOf(resource, name);
  if (!Array.isArray(value)) return value === UNKNOWN ? UNKNOWN : undefined;
  try {
    return value.map((item: unknown) => String(item));
  } catch {
    return UNKNOWN;
  }
}
