import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Call, EmulatedAws } from "./aws";
import { expecting, membersOf, refuseProblems } from "./checks";
import { checkScenario } from "./checkScenario";
import { type Clock, computerClock } from "./clock";
import { control, problem, setScenario } from "./control";
import { isObject } from "../../provider/values/json";
import type { Outcome } from "./protocol";
import type { Scenario } from "./scenario";
import { send } from "./send";
import { refusalOf } from "./strangers";

/**
 * How an emulator runs.
 *
 * @since 0.1.0
 */
export interface EmulatorOptions {
  /** The clock that timelines, latency and token buckets follow. @default the computer's */
  readonly clock?: Clock;
  /** The port on the loopback interface; 0 is any free one. @default 0 */
  readonly port?: number;
  /** Gets each call once it is answered. @default none */
  readonly onCall?: (call: Call) => void;
}

/**
 * The environment variables that point any program with an AWS SDK at the emulator. The credentials are dummies.
 *
 * @since 0.1.0
 */
export type EmulatorEnvironment = Readonly<
  Record<
    | "AWS_ENDPOINT_URL_INSPECTOR2"
    | "AWS_ENDPOINT_URL_STS"
    | "AWS_REGION"
    | "AWS_ACCESS_KEY_ID"
    | "AWS_SECRET_ACCESS_KEY",
    string
  >
>;

/**
 * A running emulator. It does not keep the process alive.
 *
 * @since 0.1.0
 */
export interface Emulator {
  /** Where it listens. @example "http://127.0.0.1:40321" */
  readonly url: string;
  /** What to add to the environment of a program. */
  readonly env: EmulatorEnvironment;
  /** Every request so far, in the order of arrival. The list grows while the emulator runs. */
  readonly calls: readonly Call[];
  /**
   * Changes the scenario while it runs: `accounts`, `members` and `credentials` per key, anything else as a whole.
   * Timelines of the accounts given, and counts of the faults given, start anew.
   *
   * @throws {TypeError} that names everything that is wrong with the changes; then nothing has changed.
   */
  set(changes: Scenario): void;
  /** Ends the server and every open connection. A second time it does nothing. */
  close(): Promise<void>;
  /** The same as `close`, for `await using emulator = await startEmulator()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts an emulator of Amazon Inspector (and of the two STS operations that go with it) on the loopback interface. It
 * serves programs, and no web page.
 *
 * @example
 * ```ts
 * const emulator = await startEmulator({ accounts: { "111122223333": [{ all: "ENABLING", for: "8s" }, "ENABLED"] } });
 * try {
 *   // … run the program with { ...process.env, ...emulator.env } …
 * } finally {
 *   await emulator.close();
 * }
 * ```
 * @throws {TypeError} that names everything that is wrong with the scenario or the options.
 * @throws {Error} of Node.js if it can't listen: `EADDRINUSE` where the port is taken.
 * @since 0.1.0
 */
export async function startEmulator(scenario: Scenario = {}, options: EmulatorOptions = {}): Promise<Emulator> {
  checkScenario(scenario);
  refuseProblems("options of the emulator are", OPTIONS(options, ""));
  const aws = new EmulatedAws(scenario, options.clock ?? computerClock, options.onCall);
  const server = createServer((request, response) => {
    // A client that has gone away needs no answer.
    serve(aws, request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => socket.unref());
  server.unref();
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => end(aws, server);
  return {
    url,
    env: {
      AWS_ENDPOINT_URL_INSPECTOR2: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_REGION: scenario.regions?.[0] ?? "us-east-1",
      AWS_ACCESS_KEY_ID: "EMULATOR",
      AWS_SECRET_ACCESS_KEY: "not-a-secret",
    },
    calls: aws.calls,
    set: (changes) => setScenario(aws, changes),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const isFunction = (found: unknown): boolean => typeof found === "function";
const OPTIONS = membersOf({
  clock: expecting(
    "a clock with now() and sleep()",
    (found) => isObject(found) && isFunction(found.now) && isFunction(found.sleep),
  ),
  port: expecting(
    "a port from 0 to 65535",
    (found) => Number.isInteger(found) && (found as number) >= 0 && (found as number) <= 65_535,
  ),
  onCall: expecting("a function", isFunction),
});

async function serve(aws: EmulatedAws, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", headers } = request;
  const path = new URL(request.url ?? "/", "http://emulator").pathname;
  const body = await text(request);
  const answer = async (): Promise<Outcome> => {
    const refusal = refusalOf(path, headers);
    if (refusal !== undefined) return problem(403, refusal);
    if (path.startsWith("/_emulator/")) return control(aws, `${method} ${path}`, body);
    return aws.handle({ method, path, headers, body });
  };
  await send(await answer(), response, (milliseconds) => aws.wait(milliseconds));
}

async function end(aws: EmulatedAws, server: Server): Promise<void> {
  if (!server.listening) return;
  aws.close();
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
