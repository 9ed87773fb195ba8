import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { callFault } from "../../../../provider/aws/callFault";
import { UserError } from "../../../../provider/values/userError";
import { A } from "../../../support/readings";
import { useWorlds } from "../../../support/world";

const EXPIRED = Object.assign(new Error("The security token included in the request is expired"), {
  name: "ExpiredTokenException",
  $metadata: { httpStatusCode: 403 },
});

describe("callFault", () => {
  it("knows expired credentials, and does not speak of Regions", () => {
    const { kind, subject, remedy } = callFault(EXPIRED, "BatchGetAccountStatus");
    assert.deepEqual([kind, subject], ["credentials", "the AWS credentials have expired"]);
    assert.match(remedy!, /^Renew them/);
  });

  for (const [title, error, code, message] of [
    ["an error of the configuration of the AWS SDK", new Error("odd"), "Error", "odd"],
    ["a mistake in its code or ours", new TypeError("x is not a function"), "TypeError", "x is not a function"],
    ["a text", "odd", "Error", "odd"],
    ["nothing at all", undefined, "Error", "undefined"],
    ["a message that is none", Object.assign(new Error(), { message: [1], name: 7 }), "Error", ""],
  ] as const) {
    it(`makes a final fault of ${title}`, () => {
      const fault = callFault(error, "ListMembers");
      assert.deepEqual([fault.kind, fault.code, fault.message], ["refused", code, message]);
      assert.equal(fault.subject, "ListMembers could not be called");
    });
  }

  it("adds no remedy where a connection broke", () => {
    const known = callFault(EXPIRED, "X");
    const again = callFault(Object.assign(new Error("m"), { code: "EPIPE" }), "X");
    assert.deepEqual(again, { kind: "unavailable", code: "EPIPE", message: "m" });
    assert.equal(known.code, "ExpiredTokenException");
  });
});

describe("a mistake that can't pass", () => {
  const world = useWorlds();
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function portOf(server: Server): Promise<number> {
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  }
  const http = () => portOf(createHttpServer((_, response) => response.end("{}")));
  const ssh = () =>
    portOf(createServer((socket: Socket) => socket.on("error", () => undefined).end("SSH-2.0-OpenSSH_9\r\n")));

  const table: readonly [
    title: string,
    endpoint: () => Promise<string>,
    env: Record<string, string>,
    reason: RegExp,
  ][] = [
    [
      "https:// to a port of http",
      async () => `https://127.0.0.1:${await http()}`,
      {},
      /whoever answers does not speak the TLS of https:\/\/ \(EPROTO: wrong version number\)\. Check the port and the scheme/,
    ],
    [
      "https:// to something else",
      async () => `https://127.0.0.1:${await ssh()}`,
      {},
      /does not speak the TLS of https/,
    ],
    [
      "http:// to something else",
      async () => `http://127.0.0.1:${await ssh()}`,
      {},
      /whoever answers does not speak HTTP \(HPE_INVALID_CONSTANT: /,
    ],
    [
      "a line break in a key",
      async () => `http://127.0.0.1:${await http()}`,
      { AWS_ACCESS_KEY_ID: "AKIA\nCANARY" },
      /its keys can't be sent \(ERR_INVALID_CHAR: .*set it anew/,
    ],
    [
      "a line break in a token",
      async () => `http://127.0.0.1:${await http()}`,
      { AWS_SESSION_TOKEN: "CANARY\n" },
      /its keys can't be sent \(ERR_INVALID_CHAR: /,
    ],
  ];
  for (const [title, endpointOf, env, reason] of table) {
    it(`ends at once and is named: ${title}`, async () => {
      const { provider, clock } = await world();
      Object.assign(process.env, env);
      const began = clock.now();
      const gate = provider().create({ accountIds: [A], endpoint: await endpointOf(), timeout: "30m" });
      await assert.rejects(gate, (error: Error) => {
        assert.ok(error instanceof UserError, error.stack);
        assert.match(error.message, reason);
        assert.ok(!error.message.includes("CANARY"), error.message);
        return true;
      });
      assert.ok(clock.now() - began <= 15_000, `${clock.now() - began} ms`);
    });
  }
});
