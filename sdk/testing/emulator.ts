import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Clock, systemClock } from "../../provider/waiting/clock";
import { type Call, EmulatedAws, type Outcome } from "./aws";
import { checkScenario } from "./checkScenario";
import type { Scenario } from "./scenario";

export interface EmulatorOptions {
  /** The clock that timelines, latency and token buckets follow. @default the computer's */
  readonly clock?: Clock;
  /** The port on the loopback interface; 0 is any free one. @default 0 */
  readonly port?: number;
  /** Is told about each call once it is answered. */
  readonly onCall?: (call: Call) => void;
}

/** The environment variables that point any program with an AWS SDK at the emulator. The credentials are dummies. */
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

/** A running emulator. */
export interface Emulator {
  /** @example "http://127.0.0.1:40321" */
  readonly url: string;
  readonly env: EmulatorEnvironment;
  /** Every request so far, in the order of arrival. The list grows while the emulator runs. */
  readonly calls: readonly Call[];
  /**
   * Changes the scenario while it runs: `accounts`, `members` and `credentials` per key, anything else as a whole.
   * Timelines of the accounts given, and counts of the faults given, start anew.
   *
   * @throws {TypeError} that names everything that is wrong with the changes.
   */
  set(changes: Scenario): void;
  /** Ends the server and every open connection. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of Amazon Inspector (and of the two STS operations that go with it) on the loopback interface.
 *
 * @example
 * ```ts
 * const emulator = await startEmulator({ accounts: { "111122223333": [{ all: "ENABLING", for: "8s" }, "ENABLED"] } });
 * Object.assign(process.env, emulator.env);
 * // … run the program …
 * await emulator.close();
 * ```
 * @throws {TypeError} that names everything that is wrong with the scenario.
 */
export async function startEmulator(scenario: Scenario = {}, options: EmulatorOptions = {}): Promise<Emulator> {
  checkScenario(scenario);
  const aws = new EmulatedAws(scenario, options.clock ?? systemClock, options.onCall);
  const set = (changes: unknown): void => {
    checkScenario(changes);
    aws.set(changes);
  };

  const server = createServer((request, response) => {
    // A client that has gone away needs no answer.
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const path = new URL(request.url ?? "/", "http://emulator").pathname;
    if (path.startsWith("/_emulator/")) return control(`${request.method} ${path}`, body, response);
    send(await aws.handle({ method: request.method ?? "", path, headers: request.headers, body }), response);
  }

  /** For programs in other processes: the same as `set` and `calls`. */
  function control(endpoint: string, body: string, response: ServerResponse): void {
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (endpoint === "GET /_emulator/calls") return void answer(200, aws.calls);
    if (endpoint !== "POST /_emulator/set") {
      return void answer(404, {
        message: `There is no ${endpoint}; there are GET /_emulator/calls and POST /_emulator/set`,
      });
    }
    try {
      set(JSON.parse(body));
      answer(200, {});
    } catch (error) {
      answer(400, { message: error instanceof Error ? error.message : String(error) });
    }
  }

  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
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
    set,
    async close() {
      if (!server.listening) return;
      aws.close();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(outcome: Outcome, response: ServerResponse): void {
  if (!("ending" in outcome)) {
    response
      .writeHead(outcome.status, { ...outcome.headers, "content-length": Buffer.byteLength(outcome.body) })
      .end(outcome.body);
  } else if (outcome.ending === "reset") {
    response.socket?.resetAndDestroy();
  } else if (outcome.ending === "truncate") {
    const { status, headers, body } = outcome.answer;
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  }
}
