import type { Inspector2Client, ServiceOutputTypes } from "@aws-sdk/client-inspector2";

/** An output of the AWS SDK together with the answer that it was made from. */
export type WithAnswer = ServiceOutputTypes & { readonly answer: unknown };

// 100 accounts with long messages stay far below; nothing larger is read into memory.
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

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
      const response = result.response as { statusCode: number; body: AsyncIterable<Uint8Array | string> | Uint8Array };
      const body = await readBody(response.body);
      const answer = parse(body);
      if (response.statusCode === 200) {
        if (!isObject(answer)) throw new UnreadableAnswer(`the answer is not ${answer === undefined ? "JSON" : "a JSON object"}`);
        (context as { answer?: unknown }).answer = answer;
      }
      // An error page that is no JSON object would hide the HTTP status behind an error of the parser.
      response.body = isObject(answer) ? body : Buffer.from("{}");
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

async function readBody(body: AsyncIterable<Uint8Array | string> | Uint8Array): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body);
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
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}
