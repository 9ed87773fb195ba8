import type { PolicyResource } from "@pulumi/policy";
import { Concealment } from "../../provider/gate/concealment";
import { ARGUMENTS, SECRET_NAMES } from "../../provider/gate/names";
import { isStatus } from "./gates";

/**
 * Takes what gates declare as secrets out of a sentence. CrossGuard hands policies everything in clear, and does not
 * tell what is a secret; a gate does.
 */
export function concealed(sentence: string, resources: readonly PolicyResource[]): string {
  return resources.filter(isStatus).reduce((text, gate) => concealmentOf(gate).text(text), sentence);
}

function concealmentOf({ props }: PolicyResource): Concealment {
  return new Concealment(
    Object.fromEntries([...ARGUMENTS, SECRET_NAMES].map((name) => [name, knownOf(() => props[name])])),
  );
}

/** A copy of a value without what a preview does not know, which CrossGuard throws for. */
function knownOf(read: () => unknown): unknown {
  try {
    const value = read();
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return Array.from({ length: value.length }, (_, i) => knownOf(() => value[i] as unknown));
    const members = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.keys(members).map((name) => [name, knownOf(() => members[name])]));
  } catch {
    return undefined;
  }
}
