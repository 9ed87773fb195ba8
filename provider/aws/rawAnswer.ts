import type { Inspector2Client, ServiceOutputTypes } from "@aws-sdk/client-inspector2";
import { UnreadableAnswer } from "../status/fault";

/** An output of the AWS SDK together with the answer that it was made from. */
export type WithAnswer = ServiceOutputTypes & { readonly answer: unknown };

// The service's own answers have six levels. Whatever is done with an answer may call itself once for each.
const DEEPEST_LEVEL = 16;

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
      // The handler has brought the whole body.
      const response = result.response as { statusCode: number; body: Uint8Array };
      const answer = parse(Buffer.from(response.body));
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
