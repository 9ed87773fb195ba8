/** Values that arrive later. Imports nothing, because every program loads this file. */

/** Whether a value is an Output or a Promise. */
export function isLater(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { apply, then } = value as { readonly apply?: unknown; readonly then?: unknown };
  return typeof apply === "function" || typeof then === "function";
}

/** Whether a value is, or contains, an Output or a Promise. */
export function hasLater(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isLater(value) || Object.values(value).some(hasLater);
}
