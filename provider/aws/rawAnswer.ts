import type { Inspector2Client, ServiceOutputTypes } from "@aws-sdk/client-inspector2";
import { UnreadableAnswer } from "../status/fault";

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
        if (!isObject(answer))
          throw new UnreadableAnswer(`the answer is not ${answer === undefined ? "JSON" : "a JSON object"}`);
        (context as { answer?: unknown }).answer = answer;
      }
      // What is at hand already need not be parsed again. Of an error, the AWS SDK reads the details; a page that is no
      // JSON object would hide the HTTP status behind an error of the parser.
      const isForSdk = response.statusCode !== 200 && isObject(answer);
      response.body = Buffer.from(isForSdk ? JSON.stringify(answer) : "{}");
      return result;
    },
    // Next to the request handler, inside of the SDK's own parsing and retries.
    { step: "deserialize", priority: "low", name: "readAnswer" },
  );
}

async function readBody(body: Body): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const end = (): void =>
      reject(new UnreadableAnswer(`the answer did not end within ${LONGEST_ANSWER_MS / 1_000} s`));
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
    const value: unknown = JSON.parse(body.toString("utf8"));
    cutBelow(value, DEEPEST_LEVEL);
    return value;
  } catch {
    return undefined;
  }
}

/** Takes out what lies deeper. */
function cutBelow(value: unknown, levels: number): void {
  if (typeof value !== "object" || value === null) return;
  const members = value as Record<string, unknown>;
  for (const key in members) {
    const member = members[key];
    if (typeof member !== "object") continue;
    if (levels > 1) cutBelow(member, levels - 1);
    else members[key] = null;
  }
}
