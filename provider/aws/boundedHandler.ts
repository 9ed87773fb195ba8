import type { Inspector2Client } from "@aws-sdk/client-inspector2";
import { UnreadableAnswer } from "../status/fault";
import { SlowAnswer, withinTime } from "./limit";

/** What sends a request of the AWS SDK, and hands back its answer. */
export type Handler = Inspector2Client["config"]["requestHandler"];

// 100 accounts with long messages stay far below; nothing larger is read into memory.
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

/** A body as the request handlers of the AWS SDK give it. */
type Body = (AsyncIterable<Uint8Array | string> & { destroy?(): void }) | Uint8Array | undefined;

/** What they hand back, as far as it is read here. */
interface Handled {
  readonly response: { readonly statusCode: number; body: Body };
}

/**
 * A handler that takes nothing else than HTTP 200 for an answer, and no longer than `limit` for a request, and hands back the whole body. The limits of the AWS SDK end
 * with the head of an answer: a body that trickles in, or stalls, it would wait for for ever.
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
        // AWS says 200. Whoever says that there is no content, or that it is not the author, is not AWS.
        if (statusCode < 300 && statusCode !== 200)
          throw new UnreadableAnswer(`the answer is HTTP ${statusCode}, not 200`);
        return { response };
      },
      outer,
    );
  };
  return Object.assign(Object.create(handler) as Handler, { handle });
}

/** The HTTP statuses of the answers that came last, by the signal of their call. */
const statuses = new WeakMap<AbortSignal, number>();

/** What a call was answered last, if it was: its attempts are made behind its back. */
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
