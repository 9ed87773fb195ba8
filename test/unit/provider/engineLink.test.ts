import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Http2Server, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "../../../tools/temporaryFolder";

const ROOT = join(__dirname, "..", "..", "..");
const PROVIDER = "@pulumi/pulumi/cmd/dynamic-provider/index.js";
const PROGRAM = "@pulumi/pulumi/cmd/run/index.js";

describe("the link to the engine", () => {
  const folder = temporaryFolder();
  let engine: Http2Server;
  let sessions: ServerHttp2Session[];
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    sessions = [];
    engine = createServer().on("session", (session) => sessions.push(session));
    engine.listen(0, "127.0.0.1");
    await once(engine, "listening");
  });
  afterEach(() => {
    child?.kill("SIGKILL");
    stop();
  });
  after(() => folder.remove());

  const address = (): string => `127.0.0.1:${(engine.address() as AddressInfo).port}`;
  const stop = (): void => {
    engine.close();
    for (const session of sessions.splice(0)) session.destroy();
  };

  /** A process that the engine has started with a script, in which something waits for ever. */
  const start = (script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess => {
    const file = join(folder.path, script);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      `require(${JSON.stringify(join(ROOT, "provider", "engineLink.ts"))}).endWithEngine(); setInterval(() => {}, 1_000);`,
    );
    return spawn(process.execPath, ["-r", "ts-node/register", file, ...args], {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
  };
  const linked = async (atLeast: number): Promise<void> => {
    for (let tries = 0; sessions.length < atLeast && tries < 400; tries++) await sleep(25);
    assert.ok(sessions.length >= atLeast, "there is no connection");
  };

  for (const [name, script, isProgram] of [
    ["provider", PROVIDER, false],
    ["program", PROGRAM, true],
  ] as const) {
    it(`outlives a connection that the engine closes, and ends the process of a ${name} once there is no engine`, async () => {
      child = isProgram ? start(script, ["."], { PULUMI_NODEJS_ENGINE: address() }) : start(script, [address()]);
      const exit = once(child, "exit");
      await linked(1);
      sessions[0]!.destroy();
      await linked(2);
      assert.equal(child.exitCode, null);
      stop();
      const [code] = (await exit) as [number];
      assert.equal(code, 1);
    });
  }

  it("is not there in a process that the engine has not started", async () => {
    child = start("program/of/a/user.js", [address()], { PULUMI_NODEJS_ENGINE: address() });
    await sleep(1_500);
    assert.deepEqual([sessions.length, child.exitCode], [0, null]);
  });
});
