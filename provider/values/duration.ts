const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** What every duration is; a schema has its source. */
export const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;

/**
 * A duration in the syntax of Pulumi's `customTimeouts` (`"30m"`, `"1h30m"`, `"90s"`, `"500ms"`) in milliseconds,
 * or `undefined` if the text is not one.
 */
export function parseDuration(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(PART)) milliseconds += Number(amount) * UNITS[unit!]!;
  return milliseconds <= Number.MAX_SAFE_INTEGER ? milliseconds : undefined;
}

/** Milliseconds as a person would say them: `"1h30m"`, `"2m5s"`, `"12s"`, `"0.4s"`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return milliseconds === 0 ? "0s" : `${Math.ceil(milliseconds / 100) / 10}s`;
  let seconds = Math.round(milliseconds / 1_000);
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  seconds %= 60;
  return `${hours ? `${hours}h` : ""}${minutes ? `${minutes}m` : ""}${seconds || !(hours || minutes) ? `${seconds}s` : ""}`;
}
