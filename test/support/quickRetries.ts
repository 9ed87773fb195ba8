/** For a suite: the pauses between the attempts of the AWS SDK take no time. */
export function useQuickRetries(): void {
  const { setTimeout } = globalThis;
  before(() => {
    const quick = (callback: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) => {
      const caller = new Error().stack?.split("\n").find((line) => line.includes("node_modules"));
      return setTimeout(callback, caller && /[\\/]retry[\\/]/.test(caller) ? 0 : delay, ...args);
    };
    globalThis.setTimeout = Object.assign(quick, setTimeout) as typeof globalThis.setTimeout;
  });
  after(() => {
    globalThis.setTimeout = setTimeout;
  });
}
