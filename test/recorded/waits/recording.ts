import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../../provider/waiting/clock";
import { Provider, type Properties } from "../../../provider/provider";
import { UserError } from "../../../provider/values/userError";
import { EmulatedAws } from "../../../sdk/testing/aws";
import type { Scenario } from "../../../sdk/testing";
import { Dice } from "../../chaos/simulator/dice";
import { SimulatedTime } from "../../chaos/simulator/time";

/** A wait, word for word: its network traffic and its sentences. Times in milliseconds from the start. */
export interface RecordedWait {
  readonly inputs: Properties;
  readonly answers: readonly RecordedAnswer[];
  /** What was shown meanwhile. */
  readonly shown: readonly { readonly at: number; readonly line: string }[];
  readonly end: RecordedEnd;
}

interface RecordedAnswer {
  /** When it was asked for, and how long it took. */
  readonly at: number;
  readonly took: number;
  readonly asked: { readonly path: string; readonly accountIds?: readonly string[] };
  readonly answer:
    | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: unknown }
    | { readonly error: string };
}

interface RecordedEnd {
  readonly at: number;
  readonly outcome: "passed" | "failed" | "refused";
  /** What the engine prints under the name of the gate. */
  readonly reasons: readonly string[];
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: Uint8Array | string;
}

/** Answers a request: the emulator while a wait is recorded, the recording while it is replayed. */
type Network = (request: Request, at: number) => Promise<RecordedAnswer["answer"]>;

/** How to make a recording. */
export interface WaitScenario {
  readonly inputs: Properties;
  readonly aws: Scenario;
}

function fileOf(name: string): string {
  return join(__dirname, `${name}.json`);
}

export function recordedNames(): string[] {
  return readdirSync(__dirname)
    .flatMap((file) => (file.endsWith(".json") ? file.replace(/\.json$/, "") : []))
    .sort();
}

export function readRecording(name: string): RecordedWait {
  return JSON.parse(readFileSync(fileOf(name), "utf8")) as RecordedWait;
}

/** Makes the recording of a scenario anew. */
export async function record(name: string, { inputs, aws }: WaitScenario): Promise<void> {
  const recording = await run(inputs, () => {
    const emulated = new EmulatedAws({ latency: "120ms", ...aws }, systemClock);
    return async ({ method, path, headers, body }) => {
      const text = typeof body === "string" ? body : new TextDecoder().decode(body);
      const outcome = await emulated.handle({ method, path, headers, body: text });
      if (!("status" in outcome)) return { error: "ECONNRESET" };
      return { status: outcome.status, headers: { ...outcome.headers }, body: jsonOr(outcome.body) };
    };
  });
  writeFileSync(fileOf(name), `${JSON.stringify(recording, null, 1)}\n`);
}

/** Runs a wait again, with the answers of the recording in their order. */
export async function replay(recording: RecordedWait): Promise<RecordedWait> {
  return run(recording.inputs, () => {
    const left = [...recording.answers];
    return async (request) => {
      const next = left.shift();
      assert.ok(next, `more is asked than was recorded: ${JSON.stringify(askedIn(request))}`);
      assert.deepEqual(askedIn(request), next.asked);
      await new Promise((resolve) => setTimeout(resolve, next.took));
      return next.answer;
    };
  });
}

async function run(inputs: Properties, connect: () => Network): Promise<RecordedWait> {
  const time = new SimulatedTime([]);
  const { random } = Math;
  Math.random = new Dice(1).random;
  try {
    const answers: RecordedAnswer[] = [];
    const shown: { at: number; line: string }[] = [];
    const now = (): number => Math.round(time.awake);
    const network = connect();
    const handle = async (request: Request) => {
      const at = now();
      const answer = await network(request, at);
      answers.push({ at, took: now() - at, asked: askedIn(request), answer });
      if ("error" in answer) throw Object.assign(new Error(`read ${answer.error}`), { code: answer.error });
      const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
      return { response: { statusCode: answer.status, headers: answer.headers, body: Buffer.from(body) } };
    };
    const requestHandler = {
      handle,
      metadata: { handlerProtocol: "http/1.1" },
      updateHttpClientConfig() {},
      httpHandlerConfigs: () => ({}),
      destroy() {},
    };
    const provider = new Provider({
      say: (sentence, severity) =>
        shown.push({ at: now(), line: severity === "warning" ? `warning: ${sentence}` : sentence }),
      requestHandler: requestHandler,
    });
    const end = await time.pass(endOf(provider, inputs, now), 7_200_000);
    return { inputs, answers, shown, end };
  } finally {
    Math.random = random;
    time.end();
  }
}

async function endOf(provider: Provider, inputs: Properties, now: () => number): Promise<RecordedEnd> {
  try {
    const { reasons } = await provider.create({ region: "us-east-1", ...inputs });
    return { at: now(), outcome: reasons.length === 0 ? "passed" : "failed", reasons };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { at: now(), outcome: "refused", reasons: error.message.split("\n") };
  }
}

function askedIn({ path, body }: Request): RecordedAnswer["asked"] {
  const text = body === undefined ? "" : typeof body === "string" ? body : new TextDecoder().decode(body);
  const { accountIds } = (jsonOr(text) ?? {}) as { accountIds?: string[] };
  return { path, ...(accountIds && { accountIds }) };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
