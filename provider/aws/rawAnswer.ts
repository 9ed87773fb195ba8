import type { Inspector2Client, ServiceOutputTypes } from "@aws-sdk/client-inspector2";
import { UnreadableAnswer } from "../status/fault";
import { asObject } from "../values/json";
import { errorIn } from "./answers";

/** An output of the AWS SDK together with the answer that it was made from. */
export type WithAnswer = ServiceOutputTypes & { readonly answer: unknown };

const TYPE_HEADER = "x-amzn-errortype";

/** What the two middlewares share. */
interface AnswerContext {
  answer?: unknown;
}

interface Response {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  /** The whole body, because the handler has read all of it. */
  body: Uint8Array;
}

/**
 * Makes a client return the parsed answer as `answer`, because the AWS SDK drops the members that its version does not
 * know, and a newer service may send such members.
 */
export function keepAnswer(client: Inspector2Client): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const { answer } = context as AnswerContext;
      return { ...result, output: { ...result.output, answer } };
    },
    { step: "initialize", name: "handOutAnswer" },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const response = result.response as Response;
      const answer = parse(Buffer.from(response.body));
      // 200 is the only success that the handler accepts.
      if (response.statusCode === 200) {
        if (!asObject(answer))
          throw new UnreadableAnswer(`the answer is not ${answer === undefined ? "JSON" : "a JSON object"}`);
        (context as AnswerContext).answer = answer;
        // The SDK gets an empty object, because the answer is parsed already.
        response.body = Buffer.from("{}");
      } else {
        response.body = Buffer.from(JSON.stringify(errorFor(answer, response, operationOf(context))));
        delete response.headers[TYPE_HEADER];
      }
      return result;
    },
    // This runs next to the request handler, within the SDK's own parsing and retries.
    { step: "deserialize", priority: "low", name: "readAnswer" },
  );
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * An error for the AWS SDK, always with a reason, because it names an error without one "Unknown: UnknownError". A page
 * that is no JSON object is replaced, because the error of the parser would hide the HTTP status.
 */
function errorFor(
  answer: unknown,
  { statusCode, headers }: Response,
  operation: string,
): { readonly __type: string; readonly message: string } {
  const { type, message } = errorIn(answer, headers[TYPE_HEADER]);
  const answered = `${operation} answered HTTP ${statusCode}`;
  if (type !== undefined) return { __type: type, message: message ?? answered };
  return { __type: `HTTP${statusCode}`, message: message === undefined ? answered : `${answered}: ${message}` };
}

function operationOf({ commandName = "" }: { readonly commandName?: string }): string {
  return commandName.replace(/Command$/, "");
}
