import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { Agent } from "node:https";
import { BatchGetAccountStatusCommand, Inspector2Client } from "@aws-sdk/client-inspector2";
import { type Emulator, startEmulator } from "../../../../sdk/testing";
import { refusalOf } from "../../../../sdk/testing/strangers";
import { certificateFor } from "../../../support/certificate";
import { startRelay } from "../../../support/connectProxy";

const A = "111122223333";
const CHANGES = JSON.stringify({ accounts: { [A]: "DISABLED" } });

describe("strangers", () => {
  const refused: [name: string, path: string, headers: Record<string, string>][] = [
    ["a web page", "/_emulator/set", { host: "127.0.0.1:1", origin: "https://evil.example" }],
    ["a page without an origin of its own", "/_emulator/set", { host: "127.0.0.1:1", origin: "null" }],
    [
      "a page of another port of this computer",
      "/_emulator/set",
      { host: "localhost:1", origin: "http://localhost:3000" },
    ],
    [
      "a page that says the same name over https",
      "/_emulator/set",
      { host: "localhost:1", origin: "https://localhost:2" },
    ],
    [
      "a page behind a name bound to this computer",
      "/_emulator/set",
      { host: "evil.example:1", origin: "http://evil.example:1" },
    ],
    ["a name bound to this computer", "/_emulator/calls", { host: "evil.example:1" }],
    ["a name that begins like this computer's", "/_emulator/calls", { host: "127.0.0.1.evil.example" }],
    ["a name that ends like it", "/_emulator/calls", { host: "evillocalhost" }],
    ["nobody", "/_emulator/calls", {}],
    ["a web page that asks for accounts", "/enable", { host: "127.0.0.1:1", origin: "https://evil.example" }],
    [
      "a page behind a bound name that asks for accounts",
      "/enable",
      { host: "evil.example", origin: "http://evil.example" },
    ],
    ["an image of a web page", "/members/list", { host: "127.0.0.1:1", "sec-fetch-site": "cross-site" }],
  ];
  for (const [name, path, headers] of refused) {
    it(`refuses ${name}`, () => assert.match(refusalOf(path, headers) ?? "", /^The emulator /));
  }

  const served: [name: string, path: string, headers: Record<string, string>][] = [
    ["a program", "/_emulator/set", { host: "127.0.0.1:40321" }],
    ["a program that says localhost", "/_emulator/set", { host: "localhost:40321" }],
    ["a program on IPv6", "/_emulator/set", { host: "[::1]:40321" }],
    ["another loopback address", "/_emulator/set", { host: "127.0.0.2" }],
    ["another loopback name", "/_emulator/set", { host: "inspector.localhost:443" }],
    ["whoever opens it in a browser", "/_emulator/calls", { host: "localhost:1", "sec-fetch-site": "none" }],
    [
      "a page of its own",
      "/_emulator/set",
      { host: "localhost:1", origin: "http://localhost:1", "sec-fetch-site": "same-origin" },
    ],
    ["an AWS SDK behind a proxy", "/status/batch/get", { host: "inspector2.us-east-1.amazonaws.com" }],
    ["an AWS SDK at a front", "/", { host: "aws.test.example:8443" }],
  ];
  for (const [name, path, headers] of served) {
    it(`serves ${name}`, () => assert.equal(refusalOf(path, headers), undefined));
  }

  describe("over HTTP", () => {
    let emulator: Emulator;
    const opened: { close(): unknown }[] = [];
    beforeEach(async () => void (emulator = await startEmulator()));
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.close();
      await emulator.close();
    });

    /** As a browser would send it: an AWS SDK and Node's `fetch` set these headers themselves. */
    function send(
      path: string,
      headers: Record<string, string>,
      body = CHANGES,
    ): Promise<{ status: number; text: string; allowed: unknown }> {
      return new Promise((resolve, reject) => {
        const request = httpRequest(emulator.url + path, { method: "POST", headers }, (response) => {
          let text = "";
          response.on("data", (data) => (text += String(data)));
          response.on("end", () =>
            resolve({ status: response.statusCode!, text, allowed: response.headers["access-control-allow-origin"] }),
          );
        });
        request.on("error", reject).end(body);
      });
    }

    async function status(endpoint: string, httpsAgent?: Agent): Promise<string | undefined> {
      const credentials = { accessKeyId: "X", secretAccessKey: "x" };
      const client = new Inspector2Client({
        endpoint,
        region: "us-east-1",
        credentials,
        maxAttempts: 1,
        ...(httpsAgent && { requestHandler: { httpsAgent } }),
      });
      opened.push({ close: () => client.destroy() });
      return (await client.send(new BatchGetAccountStatusCommand({ accountIds: [A] }))).accounts?.[0]?.state?.status;
    }

    it("a web page sets no scenario, and leaves no trace", async () => {
      for (const headers of [
        { origin: "https://evil.example", "content-type": "text/plain" },
        { host: "evil.example", "content-type": "text/plain" },
      ]) {
        const { status: code, text, allowed } = await send("/_emulator/set", headers);
        assert.equal(code, 403);
        assert.match(text, /^\{"message":"The emulator /);
        assert.equal(allowed, undefined);
      }
      await send("/enable", { origin: "https://evil.example" });
      assert.deepEqual(emulator.calls, []);
      assert.equal(await status(emulator.url), "ENABLED");
    });

    it("a program does", async () => {
      assert.equal((await send("/_emulator/set", {})).status, 200);
      assert.equal(await status(emulator.url), "DISABLED");
      assert.equal(
        (await fetch(`${emulator.url.replace("127.0.0.1", "localhost")}/_emulator/set`, { method: "POST", body: "{}" }))
          .status,
        200,
      );
    });

    it("an AWS SDK goes on working, whatever is in between", async () => {
      const port = Number(new URL(emulator.url).port);
      assert.equal(await status(`http://localhost:${port}`), "ENABLED");
      const relay = await startRelay(port);
      const front = await startRelay(port, certificateFor("localhost"));
      opened.push(relay, front);
      assert.equal(await status(`http://127.0.0.2:${relay.port}`), "ENABLED");
      const trusting = new Agent({ rejectUnauthorized: false });
      assert.equal(await status(`https://localhost:${front.port}`, trusting), "ENABLED");
    });
  });
});
