import { createHash } from "node:crypto";
import { sortedMap } from "./sortedMap";

/** A short text that is the same for the same content, whatever the order of keys. */
export function digestOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(inOrder(value)))
    .digest("hex");
}

function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return sortedMap(Object.entries(value).map(([key, member]) => [key, inOrder(member)] as const));
}
