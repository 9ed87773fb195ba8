import { Readable } from "node:stream";
import type { RequestHandler } from "../../../provider/aws/client";
import type { EmulatedAws } from "../../../sdk/testing/aws";
import type { Outcome } from "../../../sdk/testing/protocol";

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** The emulated AWS in the place of the network. Where the real one would take time, this takes simulated time. */
export function networkTo(aws: EmulatedAws): RequestHandler {
  return {
    handle: async (request: Request, options: { readonly abortSignal?: AbortSignal }) => ({
      response: await respond(aws, request, options.abortSignal),
    }),
    metadata: { handlerProtocol: "http/1.1" },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  } as unknown as RequestHandler;
}

async function respond(aws: EmulatedAws, request: Request, signal: AbortSignal | undefined): Promise<Response> {
  const { method, path, headers, body = "" } = request;
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const outcome = await Promise.race([aws.handle({ method, path, headers: lower, body: text }), givenUp(signal)]);
  if (!("ending" in outcome)) return answered(outcome, Readable.from([Buffer.from(outcome.body)]));
  if (!("answer" in outcome)) {
    if (outcome.ending === "hang") return givenUp(signal);
    throw problem("Error", "read ECONNRESET", "ECONNRESET");
  }
  const bytes = Buffer.from(outcome.answer.body);
  const half = bytes.subarray(0, bytes.length / 2);
  switch (outcome.ending) {
    case "truncate":
      return answered(outcome.answer, Readable.from([half]));
    case "stall":
      return answered(outcome.answer, Readable.from(stalled(half)));
    case "drip":
      return answered(outcome.answer, Readable.from(dripping(bytes, outcome.every)));
  }
}

function answered({ status, headers }: Extract<Outcome, { status: number }>, body: Readable): Response {
  // A client that gives up destroys the body, which is no fault.
  body.on("error", () => undefined);
  return { statusCode: status, headers, body };
}

async function* stalled(half: Buffer): AsyncGenerator<Buffer> {
  yield half;
  await new Promise(() => {});
}

async function* dripping(bytes: Buffer, every: number): AsyncGenerator<Buffer> {
  for (const byte of bytes) {
    await new Promise((resolve) => setTimeout(resolve, every));
    yield Buffer.of(byte);
  }
}

function givenUp(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(problem("AbortError", "given up"));
    if (signal?.aborted) give();
    signal?.addEventListener("abort", give, { once: true });
  });
}

function problem(name: string, message: string, code?: string): Error {
  return Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });
}
