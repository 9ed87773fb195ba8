/**
 * While the tests of a suite run, time passes `factor` times as fast: for timers as for both clocks of this process.
 */
export function useFastTime(factor: number): void {
  const { setTimeout } = globalThis;
  const { now } = Date;
  const monotonic = performance.now.bind(performance);
  before(() => {
    const [began, begun] = [now(), monotonic()];
    Date.now = () => Math.floor(began + (now() - began) * factor);
    performance.now = () => begun + (monotonic() - begun) * factor;
    const quick = (callback: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) =>
      setTimeout(callback, delay / factor, ...args);
    globalThis.setTimeout = Object.assign(quick, setTimeout) as typeof globalThis.setTimeout;
  });
  after(() => {
    Object.assign(globalThis, { setTimeout });
    Object.assign(Date, { now });
    Object.assign(performance, { now: monotonic });
  });
}
