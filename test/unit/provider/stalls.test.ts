import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, request as send, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { ATTEMPT_MS } from "../../../provider/aws/limit";
import { StatusReader } from "../../../provider/dataSource";
import { Provider } from "../../../provider/provider";
import { UserError } from "../../../provider/values/userError";
import { temporaryFolder } from "../../../tools/temporaryFolder";
import { useFastTime } from "../../support/fastTime";
import { A } from "../../support/readings";
import { useWorlds } from "../../support/world";

/*
 * No wait, preview, refresh or data source outlasts its bound by more than one attempt, whatever any server, process or
 * file does: sources of what is asked for × ways to stall × ways to ask.
 */

const ROLE = `arn:aws:iam::${A}:role/Reader`;
const TIMEOUT = "1s";
/** The timeout, one attempt, and what this computer takes: 10 s are 400 ms here. */
const BOUND_MS = 1_000 + ATTEMPT_MS + 10_000;

type Way = (response: ServerResponse) => void;

/** How a server stalls once it has been asked. */
const WAYS: Readonly<Record<string, Way>> = {
  "no head": () => undefined,
  "a body that stalls": (response) => void response.writeHead(200).write('{"accounts":['),
  "a body that drips": (response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(" "), 5);
    response.on("close", () => clearInterval(drip));
  },
  "a body without end": (response) => {
    response.writeHead(200);
    const piece = Buffer.alloc(256 * 1024, " ");
    const pour = (): void => void response.write(piece, () => !response.destroyed && setImmediate(pour));
    pour();
  },
  "an answer of HTTP 101": (response) => void response.writeHead(101).flushHeaders(),
};

/** Whom to ask, and what stalls then: `serve` starts a server that stalls. */
interface Stage {
  readonly inputs?: object;
  readonly config?: Readonly<Record<string, string>>;
}
interface Tools {
  readonly folder: string;
  /** A server that stalls for what `stalls` says, and hands on the rest to the emulator. */
  serve(way: Way, stalls?: (url: string) => boolean): Promise<string>;
  config(text: string): void;
}

const SOURCES: Readonly<Record<string, (tools: Tools, way: Way) => Promise<Stage>>> = {
  "Amazon Inspector": async ({ serve }, way) => ({ inputs: { endpoint: await serve(way) } }),
  "the list of members": async ({ serve }, way) => ({
    inputs: { members: true, accountIds: undefined, endpoint: await serve(way, (url) => url === "/members/list") },
  }),
  "STS, for a role": async ({ serve }, way) => {
    process.env["AWS_ENDPOINT_URL_STS"] = await serve(way);
    return { inputs: { assumeRole: [{ roleArn: ROLE }, { roleArn: `${ROLE}2` }, { roleArn: `${ROLE}3` }] } };
  },
  "STS, for the allowed accounts": async ({ serve }, way) => {
    process.env["AWS_ENDPOINT_URL_STS"] = await serve(way);
    return { config: { "aws:allowedAccountIds": `["${A}"]` } };
  },
  "STS, for the role of a profile": async ({ serve, config }, way) => {
    process.env["AWS_ENDPOINT_URL_STS"] = await serve(way);
    config(
      `[profile p]\nrole_arn = ${ROLE}\nsource_profile = q\n[profile q]\naws_access_key_id = Q\naws_secret_access_key = x\n`,
    );
    return { inputs: { profile: "p" } };
  },
  "IAM Identity Center": async ({ serve, config, folder }, way) => {
    process.env["AWS_ENDPOINT_URL_SSO"] = await serve(way);
    process.env["HOME"] = folder;
    const start = "https://corp.awsapps.com/start";
    config(
      `[profile p]\nsso_start_url = ${start}\nsso_region = eu-west-2\nsso_account_id = ${A}\nsso_role_name = Reader\n`,
    );
    const cache = join(folder, ".aws", "sso", "cache");
    mkdirSync(cache, { recursive: true });
    const token = { accessToken: "x", expiresAt: "2999-01-01T00:00:00Z" };
    writeFileSync(join(cache, `${createHash("sha1").update(start).digest("hex")}.json`), JSON.stringify(token));
    return { inputs: { profile: "p" } };
  },
  "the service of a container": async ({ serve }, way) => {
    nobody();
    process.env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = await serve(way);
    return {};
  },
  "the metadata service of an instance": async ({ serve }, way) => {
    nobody();
    delete process.env["AWS_EC2_METADATA_DISABLED"];
    process.env["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = await serve(way);
    return {};
  },
};

/** What stalls without a server. */
const OTHERS: Readonly<Record<string, (tools: Tools) => Promise<Stage>>> = {
  "an endpoint that accepts connections, and no TLS": async () => ({
    inputs: { endpoint: `https://${await silent()}` },
  }),
  "a proxy that says nothing": async () => {
    process.env["HTTPS_PROXY"] = `http://${await silent()}`;
    return { inputs: { endpoint: "https://inspector2.example.com" } };
  },
  "a process that never ends": async ({ config }) => {
    config("[profile p]\ncredential_process = sleep 1000\n");
    return { inputs: { profile: "p" } };
  },
  "a process of the source of a role that never ends": async ({ config }) => {
    config(`[profile p]\nrole_arn = ${ROLE}\nsource_profile = q\n[profile q]\ncredential_process = sleep 2\n`);
    return { inputs: { profile: "p" } };
  },
  "a pipe in the place of the configuration": async ({ folder }) => {
    process.env["AWS_CONFIG_FILE"] = pipe(folder);
    return {};
  },
  "a pipe in the place of the configuration that the Region is to come from": async ({ folder }) => {
    process.env["AWS_CONFIG_FILE"] = pipe(folder);
    delete process.env["AWS_REGION"];
    return {};
  },
  "a pipe in the place of the credentials": async ({ folder }) => {
    nobody();
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = pipe(folder);
    return {};
  },
  "a pipe in the place of a web identity token": async ({ folder }) => {
    nobody();
    Object.assign(process.env, { AWS_ROLE_ARN: ROLE, AWS_WEB_IDENTITY_TOKEN_FILE: pipe(folder) });
    return {};
  },
};

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

function nobody(): void {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) delete process.env[name];
}

function pipe(folder: string): string {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  return path;
}

const servers: Server[] = [];
const sockets = new Set<Socket>();

async function listen(server: Server): Promise<string> {
  servers.push(server);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const silent = () => listen(createTcpServer(() => undefined));

describe("whatever stalls", () => {
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
    for (const server of servers.splice(0)) server.close();
    for (const socket of sockets) socket.destroy();
  });

  async function toolsFor(emulatorUrl: string): Promise<Tools> {
    const handOn: RequestListener = (request, response) => {
      const { method, url, headers } = request;
      const onward = send(`${emulatorUrl}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    };
    return {
      folder: folder.path,
      serve: async (way, stalls = () => true) => {
        const server = createServer((request, response) =>
          stalls(request.url ?? "") ? way(response) : handOn(request, response),
        );
        return `http://${await listen(server)}`;
      },
      config: (text) => {
        nobody();
        process.env["AWS_CONFIG_FILE"] = join(folder.path, "config");
        writeFileSync(join(folder.path, "config"), text);
      },
    };
  }

  /** Asks in all ways at once. */
  async function ask(prepare: (tools: Tools) => Promise<Stage>): Promise<void> {
    const { emulator } = await world({ accounts: { [A]: "ENABLED" } });
    const { inputs = {}, config = {} } = await prepare(await toolsFor(emulator.url));
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
        assert.match(reason, /could not be asked|could not be listed|is not a file|members/, door);
      }),
    );
  }

  for (const [source, prepare] of Object.entries(SOURCES)) {
    for (const [name, way] of Object.entries(WAYS)) {
      it(`ends in time: ${source}, ${name}`, () => ask((tools) => prepare(tools, way)));
    }
  }
  for (const [source, prepare] of Object.entries(OTHERS)) {
    it(`ends in time: ${source}`, () => ask(prepare));
  }

  for (const [name, way] of Object.entries(WAYS)) {
    it(`does not keep back the reason: STS, for the name of who is refused, ${name}`, async () => {
      const { emulator } = await world({
        faults: [{ operation: "BatchGetAccountStatus", error: { type: "AccessDeniedException", message: "no" } }],
      });
      process.env["AWS_ENDPOINT_URL_STS"] = await (await toolsFor(emulator.url)).serve(way);
      const began = performance.now();
      await assert.rejects(
        providerOf({}).create({ accountIds: [A], timeout: "30m" }),
        /needs the permission inspector2:BatchGetAccountStatus/,
      );
      assert.ok(performance.now() - began <= 15_000, `${Math.round(performance.now() - began)} ms`);
    });
  }
});
