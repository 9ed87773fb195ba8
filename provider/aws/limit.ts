import { formatDuration } from "../values/duration";
import { FaultError } from "../status/fault";

/** The most that one attempt of a call takes: connection, head and body of the answer together. */
export const ATTEMPT_MS = 20_000;

/**
 * Does work for at most `limit` ms, or until `outer` is aborted. Then it rejects at once, even if the work ignores its
 * signal, because some work can't be stopped.
 */
export function withinTime<T>(
  limit: number,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    const begun = performance.now();
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
      settle();
    };
    const stop = (error: Error): void => {
      end(() => reject(error));
      controller.abort(error);
    };
    const abort = (): void => stop(abortedFault(outer!, performance.now() - begun));
    const timer = limit === Infinity ? undefined : setTimeout(() => stop(late()), limit);
    outer?.addEventListener("abort", abort, { once: true });
    if (outer?.aborted) return abort();
    work(controller.signal).then(
      (value) => end(() => resolve(value)),
      (error: Error) => end(() => reject(error)),
    );
  });
}

/** Does work until `outer` is aborted, without another limit. */
export function untilAborted<T>(work: (signal: AbortSignal) => Promise<T>, outer: AbortSignal | undefined): Promise<T> {
  return withinTime(Infinity, () => new Error(), work, outer);
}

/** The error of an aborted signal: its own fault, if it carries one; otherwise the timeout of the wait. */
function abortedFault({ reason }: AbortSignal, passed: number): Error {
  if (reason instanceof FaultError) return reason;
  return new FaultError({
    kind: "unavailable",
    code: "TimeoutError",
    message: `there was no answer within ${formatDuration(passed)}`,
  });
}

/** The service answers too slowly. The AWS SDK tries again. */
export class SlowAnswer extends FaultError {
  readonly $retryable = { throttling: false };

  constructor(limit: number) {
    super({
      kind: "unavailable",
      code: "TimeoutError",
      message: `the service is too slow: there was no whole answer within ${formatDuration(limit)}`,
    });
  }
}
