import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider, UserError } from "../../provider/provider";
import { useQuickRetries } from "../support/quickRetries";
import { A, B } from "../support/readings";

/** Amazon Inspector, or whoever stands in its place, as an adversary. */

interface Reaction {
  readonly passes: boolean;
  /** All that is shown: progress, warnings, reasons, the refusal. */
  readonly shown: string;
  readonly outputs: unknown;
}

const servers: Server[] = [];
/** Where nothing listens. */
const NOBODY = "http://127.0.0.1:9";

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Creates a gate, and takes down what is seen of it. */
async function create(endpoint: string, inputs: Readonly<Record<string, unknown>> = {}): Promise<Reaction> {
  const lines: string[] = [];
  const provider = new Provider({ say: (line) => lines.push(line) });
  try {
    const given = { accountIds: [A], region: "us-east-1", endpoint, timeout: "1ms", mismatchGrace: "0s", ...inputs };
    const { outputs, reasons } = await provider.create(given);
    // As the door hands them over.
    const handedOver: unknown = JSON.parse(JSON.stringify(outputs));
    const messages = [...outputs.violations, ...outputs.pending].map(({ message }) => message);
    return { passes: reasons.length === 0, shown: [...lines, ...reasons, ...messages].join("\n"), outputs: handedOver };
  } catch (error) {
    assert.ok(error instanceof UserError, `no sentence but ${error instanceof Error ? error.stack : String(error)}`);
    return { passes: false, shown: [...lines, error.message].join("\n"), outputs: undefined };
  }
}

/** Creates a gate whose service gives always the same answer. */
async function createFrom(
  body: string,
  inputs: Readonly<Record<string, unknown>> = {},
  status = 200,
  headers: Record<string, string> = {},
): Promise<Reaction> {
  return create(
    await listen((_, response) =>
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(body),
    ),
    inputs,
  );
}

function enabled(more = ""): string {
  const all = ["ec2", "ecr", "lambda", "lambdaCode", "codeRepository"]
    .map((key) => `"${key}":{"status":"ENABLED"}`)
    .join();
  return `{"accountId":"${A}","state":{"status":"ENABLED"},"resourceState":{${all}${more}}}`;
}

describe("hostile answers", () => {
  useQuickRetries();
  const { env } = process;

  before(() => {
    process.env = { ...env, AWS_ACCESS_KEY_ID: "X", AWS_SECRET_ACCESS_KEY: "x", AWS_ENDPOINT_URL_STS: NOBODY };
  });
  after(() => {
    process.env = env;
  });
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  describe("that are 100 MB large", () => {
    for (const status of [200, 500, 403]) {
      it(`are not held in memory (HTTP ${status})`, async () => {
        const piece = Buffer.alloc(1024 * 1024, " ");
        let sent = 0;
        let requests = 0;
        const endpoint = await listen((_, response) => {
          requests++;
          response.writeHead(status, { "content-type": "application/json" });
          response.write('{"accounts":[');
          let left = 100;
          const send = (): void => {
            if (left-- === 0) return void response.end(`${enabled()}]}`);
            sent++;
            response.write(piece, () => !response.destroyed && send());
          };
          send();
        });
        let peak = 0;
        const before = process.memoryUsage().arrayBuffers;
        const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().arrayBuffers - before)), 5);
        const { passes, shown } = await create(endpoint);
        clearInterval(watch);
        assert.equal(passes, false);
        assert.match(shown, /larger than 16 MiB/);
        // Two looks of three attempts.
        assert.ok(requests <= 6, String(requests));
        // What lies in the buffers of the sockets is sent as well.
        assert.ok(sent < 40 * requests, `${sent} MB sent in ${requests} answers`);
        assert.ok(peak < 90 * 1024 * 1024, `${Math.round(peak / 1024 / 1024)} MB held`);
      });
    }
  });

  describe("that never end", () => {
    const { setTimeout } = globalThis;
    before(() => {
      // 20 s pass in 50 ms.
      const quick = (callback: () => void, delay = 0) => setTimeout(callback, delay >= 10_000 ? 50 : delay);
      globalThis.setTimeout = Object.assign(quick, setTimeout) as typeof globalThis.setTimeout;
    });
    after(() => {
      globalThis.setTimeout = setTimeout;
    });

    for (const [name, interval] of [
      ["stall", 1e9],
      ["trickle in", 5],
    ] as const) {
      it(`are given up (they ${name})`, async () => {
        let opened = 0;
        let closed = 0;
        const endpoint = await listen((_, response) => {
          opened++;
          response.writeHead(200, { "content-type": "application/json" });
          response.write(`{"accounts":[${enabled()}`);
          const trickle = setInterval(() => response.write(" "), interval);
          response.on("close", () => {
            closed++;
            clearInterval(trickle);
          });
        });
        const { passes, shown } = await create(endpoint);
        assert.equal(passes, false);
        assert.match(shown, /the service is too slow: there was no whole answer within 20s/);
        await new Promise((resolve) => setTimeout(resolve, 20));
        assert.ok(opened >= 2, String(opened));
        assert.equal(closed, opened, "connections left open");
      });
    }
  });

  describe("that are nested 100,000 levels deep", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const objects = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    for (const [name, body] of [
      ["beside the lists", `{"accounts":[${enabled()}],"newer":${deep}}`],
      ["in an account", `{"accounts":[${enabled().replace("{", `{"newer":${deep},`)}]}`],
      ["in an account, of objects", `{"accounts":[${enabled().replace("{", `{"newer":${objects},`)}]}`],
      ["in the states of scan types", `{"accounts":[${enabled(`,"ami":${objects}`)}]}`],
      ["in a state", `{"accounts":[${enabled(`,"ami":{"status":"ENABLED","newer":${deep}}`)}]}`],
    ] as const) {
      it(`${name} do no harm`, async () => {
        const { passes, shown, outputs } = await createFrom(body);
        assert.equal(passes, true, shown);
        assert.ok(JSON.stringify(outputs).length < 2_000);
      });
    }

    it("twice the same account with different depths is a contradiction", async () => {
      const { passes, shown } = await createFrom(
        `{"accounts":[${enabled(`,"ami":${deep}`)},${enabled(`,"ami":{"status":"DISABLED"}`)}]}`,
      );
      assert.equal(passes, false);
      assert.match(shown, /different entries for the same account/);
    });

    for (const [name, body, sentence] of [
      ["in place of an account", `{"accounts":[${deep}]}`, /has no account id/],
      ["in place of the list", `{"accounts":${objects}}`, /neither a list of accounts/],
      ["in place of the whole answer", deep, /not a JSON object/],
      ["in a status", `{"accounts":[${enabled().replace('"ENABLED"', deep)}]}`, /UNREPORTED/],
      [
        "in a failed account",
        `{"failedAccounts":[{"accountId":"${A}","errorCode":"ACCESS_DENIED","newer":${deep},"resourceStatus":${objects}}]}`,
        /ACCESS_DENIED/,
      ],
    ] as const) {
      it(`${name} are no pass`, async () => {
        const { passes, shown, outputs } = await createFrom(body);
        assert.equal(passes, false);
        assert.match(shown, sentence);
        assert.ok((JSON.stringify(outputs) ?? "").length < 4_000);
      });
    }

    it("in an exception are a sentence", async () => {
      const { shown } = await createFrom(`{"message":${deep}}`, {}, 403, {
        "x-amzn-errortype": "AccessDeniedException",
      });
      assert.match(shown, /AccessDenied/);
    });
  });

  describe("with the keys of prototypes", () => {
    const PROTOTYPES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
    afterEach(() => {
      const polluted: Record<string, unknown> = {};
      for (const name of ["status", "state", "resourceState", "ec2", "polluted"])
        assert.equal(polluted[name], undefined);
    });

    for (const name of PROTOTYPES) {
      it(`${name} is no account`, async () => {
        const stranger = `{"accountId":"${name}","state":{"status":"ENABLED"},"resourceState":{"ec2":{"status":"ENABLED"}}}`;
        const { passes, shown } = await createFrom(
          `{"accounts":[${stranger}],"failedAccounts":[{"accountId":"${name}","errorCode":"ACCESS_DENIED"}]}`,
        );
        assert.equal(passes, false);
        assert.match(shown, /an entry of `accounts` has no account id/);
      });

      it(`${name} is no scan type`, async () => {
        const states = `"${name}":{"status":"ENABLED","ec2":{"status":"ENABLED"},"polluted":true}`;
        const body = `{"accounts":[{"accountId":"${A}","${name}":{"state":{"status":"ENABLED"}},"state":{"${name}":{"status":"ENABLED"}},"resourceState":{${states}}}]}`;
        const { passes, shown } = await createFrom(body, { resourceTypes: ["EC2"] });
        assert.equal(passes, false);
        assert.match(shown, /EC2: UNREPORTED/);
      });

      it(`${name} is a status and a code like any other`, async () => {
        const { shown } = await createFrom(
          `{"accounts":[${enabled().replace('"ENABLED"', `"${name}","errorCode":"${name}"`)}]}`,
        );
        assert.ok(shown.includes(`${name} with ${name}, a code that this version does not know`), shown);
      });
    }
  });

  describe("with control characters", () => {
    const NASTY =
      "\u001b[2J\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u001b]8;;https://example.com\u001b\\link \u009b31m \r\n\t\b\u0000\u007f\u0085 " +
      "\u202eevil\u202c \u2066x\u2069 \u200b\ufeff \u2028\u2029 \u001bPq\u001b\\ \u001b_apc\u001b\\ \ud800 \u001b";
    // Lines end, and nothing else of the kind is in them.
    const CONTROL = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
    const nasty = JSON.stringify(NASTY);

    for (const [name, body, status, headers] of [
      [
        "in the message of a failed account",
        `{"failedAccounts":[{"accountId":"${A}","errorCode":"ACCESS_DENIED","errorMessage":${nasty}}]}`,
      ],
      [
        "in the code of a failed account",
        `{"failedAccounts":[{"accountId":"${A}","errorCode":${nasty},"errorMessage":"x","status":${nasty}}]}`,
      ],
      ["in a status", `{"accounts":[${enabled().replace('"ENABLED"', nasty)}]}`],
      [
        "in the code and message of a state",
        `{"accounts":[${enabled().replace('"ENABLED"', `"DISABLED","errorCode":${nasty},"errorMessage":${nasty}`)}]}`,
      ],
      ["in a refusal", `{"message":${nasty},"Message":${nasty}}`, 403, { "x-amzn-errortype": "AccessDeniedException" }],
      ["in the type of a refusal", `{"__type":${nasty},"message":${nasty}}`, 400],
      ["in the type of a validation", `{"__type":"ValidationException","message":${nasty},"reason":${nasty}}`, 400],
      ["in an error of the service", `{"__type":${nasty},"message":${nasty}}`, 500],
    ] as const) {
      for (const inputs of [{}, { timeout: "5s", mismatchGrace: "4s" }]) {
        if ("timeout" in inputs && status !== undefined) continue;
        it(`${name} reach no terminal${"timeout" in inputs ? ", not even as progress" : ""}`, async () => {
          const { passes, shown } = await createFrom(body, inputs, status, headers);
          assert.equal(passes, false);
          assert.doesNotMatch(shown, CONTROL);
          assert.doesNotMatch(shown, /\[31m|\]0;title/);
          for (const line of shown.split("\n"))
            assert.match(line, /^(?:Amazon Inspector|Accounts? |\d+\/\d+ ENABLED; |\d+ more|$)/);
        });
      }
    }
  });

  describe("with messages of 50 KB", () => {
    const long = "a very long story ".repeat(2_900);
    for (const [name, body, status] of [
      [
        "of a failed account",
        `{"failedAccounts":[{"accountId":"${A}","errorCode":"ACCESS_DENIED","errorMessage":"${long}"}]}`,
      ],
      [
        "in every member of a failed account",
        `{"failedAccounts":[{"accountId":"${A}","errorCode":"${long}","errorMessage":"${long}","status":"${long}"}]}`,
      ],
      ["in a status", `{"accounts":[${enabled().replace("ENABLED", long)}]}`],
      ["in a refusal", `{"__type":"AccessDeniedException","message":"${long}"}`, 403],
      ["in the type of a refusal", `{"__type":"${long.replaceAll(" ", "")}","message":"${long}"}`, 403],
      ["in a validation", `{"__type":"ValidationException","message":"${long}"}`, 400],
    ] as const) {
      it(`cuts them in sentences (${name})`, async () => {
        const { passes, shown } = await createFrom(body, {}, status);
        assert.equal(passes, false);
        for (const line of shown.split("\n"))
          assert.ok(line.length < 2_000, `${line.length} letters: ${line.slice(0, 400)}`);
        assert.match(shown, /\.\.\./);
      });
    }
  });

  describe("that redirect", () => {
    for (const status of [301, 302, 303, 307, 308]) {
      it(`are not followed (HTTP ${status})`, async () => {
        const received: (string | undefined)[] = [];
        const elsewhere = await listen((request, response) => {
          received.push(request.headers.authorization);
          response.writeHead(200, { "content-type": "application/json" }).end(`{"accounts":[${enabled()}]}`);
        });
        const { passes, shown } = await createFrom("{}", {}, status, { location: `${elsewhere}/status/batch/get` });
        assert.equal(passes, false);
        assert.deepEqual(received, []);
        assert.match(shown, /^Amazon Inspector in us-east-1 could not be asked/m);
      });
    }
  });

  it("that are for others are nobody's", async () => {
    const { passes, shown } = await createFrom(`{"accounts":[${enabled().replace(A, B)}]}`);
    assert.equal(passes, false);
    assert.match(shown, new RegExp(`${A}.*MISSING`));
    assert.ok(!shown.includes(B));
  });
});
