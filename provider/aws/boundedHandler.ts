import type { Inspector2Client } from "@aws-sdk/client-inspector2";
import { UnreadableAnswer } from "../status/fault";
import { SlowAnswer, withinTime } from "./limit";

/** Sends a request of the AWS SDK and returns its answer. */
export type Handler = Inspector2Client["config"]["requestHandler"];

// Anything larger is not read into memory. 100 accounts with long messages stay far below this.
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

/** A body as the request handlers of the AWS SDK give it. */
type Body = (AsyncIterable<Uint8Array | string> & { destroy?(): void }) | Uint8Array | undefined;

/** The part of a handler's result that is read here. */
interface Handled {
  readonly response: { readonly statusCode: number; body: Body };
}

/**
 * Makes a handler that accepts only HTTP 200 as a success, spends at most `limit` on a request, and returns the whole
 * body. The limits of the AWS SDK end with the head of an answer, so it would wait for ever for a body that stalls or
 * trickles in.
 */
export function boundedHandler(handler: Handler, limit: number): Handler {
  const handle: Handler["handle"] = (request, options) => {
    const outer = (options as { readonly abortSignal?: AbortSignal } | undefined)?.abortSignal;
    return withinTime(
      limit,
      () => new SlowAnswer(limit),
      async (abortSignal) => {
        const { response } = (await handler.handle(request, { ...options, abortSignal })) as Handled;
        const { statusCode } = response;
        if (outer) statuses.set(outer, statusCode);
        response.body = await wholeBody(response.body, abortSignal);
        // AWS always answers 200. Another success, such as 204 (no content) or 203 (changed by a proxy), does not come
        // from AWS.
        if (statusCode < 300 && statusCode !== 200)
          throw new UnreadableAnswer(`the answer is HTTP ${statusCode}, not 200`);
        return { response };
      },
      outer,
    );
  };
  return Object.assign(Object.create(handler) as Handler, { handle });
}

/** The HTTP status of the last answer to each call, by the signal of the call. */
const statuses = new WeakMap<AbortSignal, number>();

/**
 * The HTTP status of the last answer to a call, if there was one. The AWS SDK does not tell the callers about its
 * single attempts.
 */
export function lastStatusOf(call: AbortSignal): number | undefined {
  return statuses.get(call);
}

async function wholeBody(body: Body, signal: AbortSignal): Promise<Uint8Array> {
  if (body === undefined || body instanceof Uint8Array) return body ?? new Uint8Array();
  const destroy = (): void => body.destroy?.();
  if (signal.aborted) destroy();
  signal.addEventListener("abort", destroy, { once: true });
  try {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of body) {
      size += part.length;
      if (size > LARGEST_ANSWER_BYTES) throw new UnreadableAnswer("the answer is larger than 16 MiB");
      parts.push(Buffer.from(part as Uint8Array));
    }
    return Buffer.concat(parts);
  } finally {
    destroy();
  }
}
