/** Whether a value, or one in it, is there only later: an Output or a Promise. Imports nothing: a program loads this file. */
export function isLater(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { apply, then } = value as { readonly apply?: unknown; readonly then?: unknown };
  return typeof apply === "function" || typeof then === "function" || Object.values(value).some(isLater);
}
