import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type { Scenario } from "../../sdk/testing";
import { A } from "./readings";

const ROLE = `arn:aws:iam::${A}:role/Reader`;
export type Way = (response: ServerResponse) => void;

/** A page has 50 members. */
const MORE_THAN_A_PAGE = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [String(200_000_000_000 + index), "ENABLED"]),
);

/** The way in which a server stalls after a request. */
export const WAYS: Readonly<Record<string, Way>> = {
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

/** A source that is asked, and how to make it stall: `serve` starts a server that stalls. */
export interface Stage {
  /** What has to be said. @default that the service could not be asked */
  readonly reasons?: RegExp;
  readonly inputs?: object;
  readonly config?: Readonly<Record<string, string>>;
}
export interface Tools {
  readonly folder: string;
  /** A server that stalls for what `stalls` says, and hands on the rest to the emulator. */
  serve(way: Way, stalls?: (url: string, body: string) => boolean): Promise<string>;
  /** Changes what the emulator answers. */
  set(changes: Scenario): void;
  config(text: string): void;
}

export const SOURCES: Readonly<Record<string, (tools: Tools, way: Way) => Promise<Stage>>> = {
  "Amazon Inspector": async ({ serve }, way) => ({ inputs: { endpoint: await serve(way) } }),
  "the list of members": async ({ serve }, way) => ({
    inputs: { members: true, accountIds: undefined, endpoint: await serve(way, (url) => url === "/members/list") },
  }),
  "a later page of the list of members": async ({ serve, set }, way) => {
    set({ members: MORE_THAN_A_PAGE });
    const isLater = (url: string, body: string): boolean => url === "/members/list" && body.includes("nextToken");
    return { inputs: { members: true, accountIds: undefined, endpoint: await serve(way, isLater) } };
  },
  "Amazon Inspector, for the administrator": async ({ serve }, way) => ({
    inputs: {
      members: true,
      accountIds: undefined,
      endpoint: await serve(way, (url) => url === "/delegatedadminaccounts/get"),
    },
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

/** The limit of a process and the limit around it are 3 s apart. */
export const ENDLESS_PROCESS = "a process that never ends";

/** Sources that stall without one of the servers above. */
export const OTHERS: Readonly<Record<string, (tools: Tools) => Promise<Stage>>> = {
  "an endpoint that accepts connections, and no TLS": async () => ({
    inputs: { endpoint: `https://${await silent()}` },
  }),
  "a service that answers HTTP 503, and is to be asked 25 times": async ({ serve }) => ({
    inputs: { endpoint: await serve((response) => void response.writeHead(503).end("{}")) },
    config: { "aws:maxRetries": "25" },
    reasons: /there was no answer within \d+s; the last attempt was answered with HTTP 503/,
  }),
  "a proxy that says nothing": async () => {
    process.env["HTTPS_PROXY"] = `http://${await silent()}`;
    return { inputs: { endpoint: "https://inspector2.example.com" } };
  },
  [ENDLESS_PROCESS]: async ({ config }) => {
    config("[profile p]\ncredential_process = sleep 1000\n");
    return { inputs: { profile: "p" }, reasons: /its credential_process did not end within 15s/ };
  },
  "a process of the source of a role that never ends": async ({ config }) => {
    config(`[profile p]\nrole_arn = ${ROLE}\nsource_profile = q\n[profile q]\ncredential_process = sleep 2\n`);
    return { inputs: { profile: "p" }, reasons: /none came within 18 s/ };
  },
  "a pipe in the place of the configuration": async ({ folder }) => {
    process.env["AWS_CONFIG_FILE"] = pipe(folder);
    return { reasons: /is not a file that can be read/ };
  },
  "a pipe in the place of the configuration that the Region is to come from": async ({ folder }) => {
    process.env["AWS_CONFIG_FILE"] = pipe(folder);
    delete process.env["AWS_REGION"];
    return { inputs: { region: undefined }, reasons: /is not a file that can be read/ };
  },
  "a pipe in the place of the credentials": async ({ folder }) => {
    nobody();
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = pipe(folder);
    return { reasons: /is not a file that can be read/ };
  },
  "a pipe in the place of a web identity token": async ({ folder }) => {
    nobody();
    Object.assign(process.env, { AWS_ROLE_ARN: ROLE, AWS_WEB_IDENTITY_TOKEN_FILE: pipe(folder) });
    return { reasons: /is not a file that can be read/ };
  },
};

export function nobody(): void {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) delete process.env[name];
}

function pipe(folder: string): string {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  return path;
}

const servers: Server[] = [];
const sockets = new Set<Socket>();

/** Closes all servers. */
export function endServers(): void {
  for (const server of servers.splice(0)) server.close();
  for (const socket of sockets) socket.destroy();
}

export async function listen(server: Server): Promise<string> {
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
