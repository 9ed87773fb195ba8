import type { Inspector2Client, ServiceOutputTypes } from "@aws-sdk/client-inspector2";

/** An output of the AWS SDK together with the answer that it was made from. */
export type WithAnswer = ServiceOutputTypes & { readonly answer: unknown };

// 100 accounts with long messages stay far below; nothing larger is read into memory.
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;
// The timeout of a request ends with the head of its answer; what then trickles in, or stalls, would be waited for for ever.
const LONGEST_ANSWER_MS = 20_000;
// The service's own answers have six levels. Whatever is done with an answer may call itself once for each.
const DEEPEST_LEVEL = 16;

/** A body as the request handlers of the AWS SDK give it. */
type Body = (AsyncIterable<Uint8Array | string> & { destroy?(): void }) | Uint8Array;

/**
 * Makes a client hand out the parsed answer itself as `answer`: the AWS SDK drops the members that its own version does
 * not know, and a newer service may send newer ones.
 */
export function keepAnswer(client: Inspector2Client): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const { answer } = context as { answer?: unknown };
      return { ...result, output: { ...result.output, answer } };
    },
    { step: "initialize", name: "handOutAnswer" },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const response = result.response as { statusCode: number; body: Body };
      const body = await readBody(response.body);
      const answer = parse(body);
      if (response.statusCode === 200) {
        if (!isObject(answer)) throw new UnreadableAnswer(`the answer is not ${answer === undefined ? "JSON" : "a JSON object"}`);
        (context as { answer?: unknown }).answer = answer;
      }
      // An error page that is no JSON object would hide the HTTP status behind an error of the parser.
      response.body = Buffer.from(isObject(answer) ? JSON.stringify(answer) : "{}");
      return result;
    },
    // Next to the request handler, inside of the SDK's own parsing and retries.
    { step: "deserialize", priority: "low", name: "readAnswer" },
  );
}

/** An answer that can't be used. The AWS SDK tries again after it. */
export class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
  readonly $retryable = { throttling: false };
}

async function readBody(body: Body): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const end = (): void => reject(new UnreadableAnswer(`the answer did not end within ${LONGEST_ANSWER_MS / 1_000} s`));
    timer = setTimeout(end, LONGEST_ANSWER_MS);
  });
  try {
    return await Promise.race([collect(body), timeout]);
  } finally {
    clearTimeout(timer);
    body.destroy?.();
  }
}

async function collect(body: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > LARGEST_ANSWER_BYTES) throw new UnreadableAnswer("the answer is larger than 16 MiB");
    parts.push(Buffer.from(part as Uint8Array));
  }
  return Buffer.concat(parts);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(body: Buffer): unknown {
  try {
    return shallow(JSON.parse(body.toString("utf8")), DEEPEST_LEVEL);
  } catch {
    return undefined;
  }
}

/** The value without what lies deeper. */
function shallow(value: unknown, levels: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((each) => shallow(each, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shallow(each, levels - 1)]));
}
