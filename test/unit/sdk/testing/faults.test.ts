import assert from "node:assert/strict";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { type Emulator, type Fault, type Scenario, startEmulator, VirtualClock } from "../../../../sdk/testing";

const A = "111122223333";
const B = "444455556666";

describe("faults", () => {
  const opened: Emulator[] = [];
  afterEach(async () => {
    for (const emulator of opened.splice(0)) await emulator.close();
  });

  async function start(
    faults: readonly Fault[],
    scenario: Scenario = {},
    clock = new VirtualClock(),
  ): Promise<Emulator> {
    const emulator = await startEmulator(
      { accounts: { [A]: "ENABLED", [B]: "ENABLED" }, ...scenario, faults },
      { clock },
    );
    opened.push(emulator);
    return emulator;
  }

  /** The answer, once its head has come. `path`: of Inspector, or an action of STS. */
  function ask({ url }: Emulator, path: string, input: object = {}): Promise<IncomingMessage> {
    const service = path.startsWith("/") ? "inspector2" : "sts";
    const authorization = `AWS4-HMAC-SHA256 Credential=X/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
    return new Promise((resolve, reject) => {
      const request = httpRequest(url + (service === "sts" ? "/" : path), {
        method: "POST",
        headers: { authorization },
      });
      request.on("upgrade", (response, socket) => {
        socket.destroy();
        resolve(response);
      });
      request.on("response", resolve).on("error", reject);
      request.end(service === "sts" ? `Action=${path}` : JSON.stringify(input));
    });
  }

  async function textOf(response: IncomingMessage): Promise<string> {
    let text = "";
    for await (const piece of response) text += String(piece);
    return text;
  }

  const json = async (response: IncomingMessage): Promise<unknown> => JSON.parse(await textOf(response));

  describe("by service", () => {
    it("hits STS alone", async () => {
      const emulator = await start([{ service: "sts", status: 503 }]);
      assert.equal((await ask(emulator, "/members/list")).statusCode, 200);
      assert.equal((await ask(emulator, "GetCallerIdentity")).statusCode, 503);
      assert.equal((await ask(emulator, "AssumeRole")).statusCode, 503);
    });

    it("hits Inspector alone, named or not", async () => {
      for (const fault of [{ status: 503 }, { service: "inspector2", status: 503 }] as const) {
        const emulator = await start([fault]);
        assert.equal((await ask(emulator, "/members/list")).statusCode, 503);
        assert.equal((await ask(emulator, "GetCallerIdentity")).statusCode, 200);
      }
    });

    it("counts the requests of one operation of it", async () => {
      const emulator = await start([{ operation: "GetCallerIdentity", calls: [2], status: 500 }]);
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await ask(emulator, "GetCallerIdentity")).statusCode);
      assert.deepEqual(statuses, [200, 500, 200]);
    });
  });

  describe("in the head", () => {
    for (const status of [201, 203, 206, 302, 299]) {
      it(`sends HTTP ${status} with the usual answer`, async () => {
        const response = await ask(await start([{ status }]), "/members/list");
        assert.equal(response.statusCode, status);
        assert.match(await textOf(response), new RegExp(`"accountId":"${B}"`));
      });
    }
    for (const status of [101, 204, 205, 304]) {
      it(`sends HTTP ${status} without a body`, async () => {
        const response = await ask(await start([{ status }]), "/members/list");
        assert.equal(response.statusCode, status);
        assert.equal(response.headers["content-length"], undefined);
      });
    }

    it("sends another body under any status", async () => {
      const response = await ask(await start([{ status: 502, html: true }]), "/members/list");
      assert.equal(response.statusCode, 502);
      assert.match(await textOf(response), /<html>/);
      const odd = await ask(await start([{ status: 203, body: "{}" }]), "/members/list");
      assert.deepEqual([odd.statusCode, await textOf(odd)], [203, "{}"]);
    });
  });

  describe("in the body", () => {
    for (const path of ["/status/batch/get", "GetCallerIdentity"]) {
      const service = path.startsWith("/") ? "inspector2" : "sts";

      it(`${service}: the head comes and the body stalls, until the emulator closes`, async () => {
        const emulator = await start([{ service, stall: true }]);
        const response = await ask(emulator, path);
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        const ended = new Promise((resolve) => response.on("error", resolve).on("end", resolve));
        await new Promise((resolve) => response.once("data", resolve));
        const length = Number(response.headers["content-length"]);
        assert.equal(Buffer.concat(pieces).length, Math.floor(length / 2));
        await emulator.close();
        assert.equal(((await ended) as NodeJS.ErrnoException).code, "ECONNRESET");
      });

      it(`${service}: the body drips`, async () => {
        const clock = new VirtualClock({ start: 0 });
        const emulator = await start([{ service, drip: "2s" }], {}, clock);
        const response = await ask(emulator, path);
        let pieces = 0;
        response.on("data", () => pieces++);
        await new Promise((resolve) => response.once("end", resolve));
        const length = Number(response.headers["content-length"]);
        assert.equal(clock.now(), 2_000 * length);
        assert.ok(pieces > 1, "it came at once");
      });
    }

    it("a drip ends with its client", async () => {
      const clock = new VirtualClock({ start: 0 });
      const response = await ask(await start([{ drip: "2s" }], {}, clock), "/status/batch/get");
      await new Promise((resolve) => response.once("data", resolve));
      response.destroy();
      await clock.sleep(60_000);
      const then = clock.now();
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(clock.now(), then);
    });
  });

  describe("in the list of members", () => {
    const defects: unknown[] = [null, {}, [null], [{}], [{ accountId: 7 }]];
    for (const members of defects) {
      it(`puts ${JSON.stringify(members)} in place of the members of a later page`, async () => {
        const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [String(200_000_000_000 + i), "ENABLED"]));
        const emulator = await start([{ operation: "ListMembers", calls: [2], patch: { members } }], { members: many });
        const first = (await json(await ask(emulator, "/members/list"))) as { members: unknown[]; nextToken: string };
        assert.equal(first.members.length, 50);
        const second = (await json(await ask(emulator, "/members/list", { nextToken: first.nextToken }))) as object;
        assert.deepEqual(second, { members });
      });
    }

    for (const nextToken of [7, {}, ["x"], true, "again"]) {
      it(`names ${JSON.stringify(nextToken)} as the next page`, async () => {
        const emulator = await start([{ operation: "ListMembers", patch: { nextToken } }]);
        const { members, ...rest } = (await json(await ask(emulator, "/members/list"))) as { members: unknown[] };
        assert.equal(members.length, 1);
        assert.deepEqual(rest, { nextToken });
      });
    }

    it("never ends", async () => {
      const emulator = await start([{ operation: "ListMembers", from: 2, endless: true }]);
      const tokens = new Set<string | undefined>();
      for (let i = 0; i < 20; i++) {
        const { nextToken } = (await json(await ask(emulator, "/members/list"))) as { nextToken?: string };
        tokens.add(nextToken);
      }
      assert.equal(tokens.size, 20);
    });
  });

  it("refuses two things at once, but for a status beside a body", async () => {
    await assert.rejects(start([{ hang: true, stall: true }]), /expected one kind of fault, found \["hang","stall"\]/);
    await assert.rejects(
      start([{ status: 200, throttle: true }]),
      /expected one kind of fault, found \["throttle","status"\]/,
    );
    await assert.rejects(start([{ status: 100 }]), /expected an HTTP status from 200 to 599, or 101, found 100/);
    await start([
      { status: 200, stall: true },
      { status: 203, drip: "1s" },
      { status: 204, patch: {} },
    ]);
  });
});
