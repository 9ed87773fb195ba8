import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { StatusReader } from "../../provider/dataSource";
import { Provider } from "../../provider/provider";
import { UserError } from "../../provider/values/userError";
import type { Emulator } from "../../sdk/testing";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { useFastTime } from "../support/fastTime";
import { A } from "../support/readings";
import {
  ENDLESS_PROCESS,
  endServers,
  listen,
  nobody,
  OTHERS,
  SOURCES,
  WAYS,
  type Stage,
  type Tools,
} from "../support/stalls";
import { useWorlds } from "../support/world";

/*
 * No wait, preview, refresh or data source outlasts its bound by more than one attempt, whatever any server, process or
 * file does: sources of what is asked for × ways to stall × ways to ask.
 */

const TIMEOUT = "1s";
/** The timeout, one attempt, and what this computer takes: 10 s are 400 ms here. */
const BOUND_MS = 1_000 + 20_000 + 10_000;

/** Ways to ask; each says why it could not find out. */
const DOORS: Readonly<Record<string, (inputs: object, config: Readonly<Record<string, string>>) => Promise<string>>> = {
  "pulumi up": async (inputs, config) => {
    const { reasons } = await providerOf(config).create({ ...inputs, timeout: TIMEOUT });
    return reasons.join("\n");
  },
  "pulumi preview": async (inputs, config) => {
    const { problems } = await providerOf(config).check({ accountIds: [A], region: "us-east-1" }, { ...inputs });
    return problems.map(({ reason }) => reason).join("\n");
  },
  "pulumi refresh": async (inputs, config) => {
    const recorded = { accounts: {}, failedAccounts: {}, ...inputs, readTimeout: TIMEOUT };
    return JSON.stringify((await providerOf(config).read("us-east-1/self", recorded)).outputs.status);
  },
  "the data source": async (inputs, config) => {
    const reader = new StatusReader(
      () => undefined,
      (key) => config[key],
    );
    return JSON.stringify((await reader.read({ ...inputs, timeout: TIMEOUT })).status);
  },
};

function providerOf(config: Readonly<Record<string, string>>): Provider {
  const provider = new Provider({ say: () => undefined });
  provider.configure((key) => config[key]);
  return provider;
}

describe("whatever stalls", function () {
  // A busy processor can make one late; what has no bound is late each time.
  this.retries(2);
  const world = useWorlds();
  useFastTime(25);
  let folder: ReturnType<typeof temporaryFolder>;

  before(function () {
    if (process.platform === "win32") this.skip();
  });
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    folder.remove();
    endServers();
  });

  async function toolsFor(emulator: Emulator): Promise<Tools> {
    const handOn = ({ method, url, headers }: IncomingMessage, body: string, response: ServerResponse): void => {
      const onward = send(`${emulator.url}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.on("error", () => undefined).pipe(response);
      });
      onward.on("error", () => undefined).end(body);
    };
    return {
      folder: folder.path,
      serve: async (way, stalls = () => true) => {
        const server = createServer((request, response) => {
          const answer = (body: string): void =>
            stalls(request.url ?? "", body) ? way(response) : handOn(request, body, response);
          // Whoever gives up sends no whole body.
          text(request).then(answer, () => undefined);
        });
        return `http://${await listen(server)}`;
      },
      set: (changes) => emulator.set(changes),
      config: (lines) => {
        nobody();
        process.env["AWS_CONFIG_FILE"] = join(folder.path, "config");
        writeFileSync(join(folder.path, "config"), lines);
      },
    };
  }

  /** Asks in all ways at once. */
  async function ask(prepare: (tools: Tools) => Promise<Stage>): Promise<void> {
    const { emulator } = await world({ accounts: { [A]: "ENABLED" } });
    const { inputs = {}, config = {}, reasons = /could not be asked/ } = await prepare(await toolsFor(emulator));
    const given = Object.fromEntries(
      Object.entries({ accountIds: [A], ...inputs }).filter(([, value]) => value !== undefined),
    );
    await Promise.all(
      Object.entries(DOORS).map(async ([door, open]) => {
        const began = performance.now();
        const reason = await open(given, config).catch((error: unknown) => {
          assert.ok(error instanceof UserError, `${door}: ${error instanceof Error ? error.stack : String(error)}`);
          return error.message;
        });
        const took = performance.now() - began;
        // A look lists all pages of an organization, for a minute at most; a wait has its timeout for both.
        const bound = "members" in given && door !== "pulumi up" ? BOUND_MS + 60_000 : BOUND_MS;
        assert.ok(took <= bound, `${door} took ${Math.round(took / 1_000)} s: ${reason}`);
        assert.match(reason, reasons, `${door}: ${reason}`);
      }),
    );
  }

  for (const [source, prepare] of Object.entries(SOURCES)) {
    for (const [name, way] of Object.entries(WAYS)) {
      it(`ends in time: ${source}, ${name}`, () => ask((tools) => prepare(tools, way)));
    }
  }
  const { [ENDLESS_PROCESS]: endlessProcess, ...others } = OTHERS;
  for (const [source, prepare] of Object.entries(others)) {
    it(`ends in time: ${source}`, () => ask(prepare));
  }
  describe("at a slower pace, because busy processors take as long as two limits lie apart", () => {
    useFastTime(5);
    it(`ends in time: ${ENDLESS_PROCESS}`, () => ask(endlessProcess!));
  });

  it("is tried again after 20 s, although there is much more time", async () => {
    await world({ accounts: { [A]: "ENABLED" }, faults: [{ calls: [1], hang: true }] });
    const began = performance.now();
    const { reasons } = await providerOf({}).create({ accountIds: [A], timeout: "30m" });
    const took = performance.now() - began;
    assert.deepEqual(reasons, []);
    assert.ok(took >= 20_000 && took <= 30_000, `${Math.round(took)} ms`);
  });

  for (const [name, way] of Object.entries(WAYS)) {
    it(`does not keep back the reason while STS is asked for the caller: ${name}`, async () => {
      const { emulator } = await world({
        faults: [{ operation: "BatchGetAccountStatus", error: { type: "AccessDeniedException", message: "no" } }],
      });
      process.env["AWS_ENDPOINT_URL_STS"] = await (await toolsFor(emulator)).serve(way);
      const began = performance.now();
      await assert.rejects(
        providerOf({}).create({ accountIds: [A], timeout: "30m" }),
        /needs the permission inspector2:BatchGetAccountStatus/,
      );
      assert.ok(performance.now() - began <= 15_000, `${Math.round(performance.now() - began)} ms`);
    });
  }
});
