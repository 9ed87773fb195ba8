import { createHash } from "node:crypto";

/** A short text that is the same for the same content, whatever the order of keys. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(inOrder(value))).digest("hex");
}

function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, inOrder(member)]);
}
