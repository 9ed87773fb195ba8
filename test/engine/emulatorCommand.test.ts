import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { atExit } from "../../tools/atExit";
import { childEnvironment } from "../../tools/childEnvironment";
import { killTree } from "../../tools/processTree";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { installedPackages, NAME } from "./support/package";

/** So long the command may take to notice. */
const NOTICE_MS = 10_000;

describe("emulator command, installed", () => {
  const folder = temporaryFolder();
  const main = join(installedPackages(), NAME, "dist", "sdk", "cli", "main.js");
  const started: ChildProcess[] = [];

  before(() => {
    writeFileSync(join(folder.path, "package.json"), '{ "private": true }');
    const bin = join(folder.path, "node_modules", ".bin");
    mkdirSync(bin, { recursive: true });
    symlinkSync(realpathSync(main), join(bin, NAME));
    symlinkSync(realpathSync(join(installedPackages(), NAME)), join(folder.path, "node_modules", NAME), "junction");
  });
  afterEach(() => {
    for (const { pid } of started.splice(0)) if (pid !== undefined) killTree(pid);
  });
  after(() => folder.remove());

  /** Starts a program, and waits for the emulator that it starts. */
  async function start(program: string, ...args: string[]): Promise<{ child: ChildProcess; url: string }> {
    // These tests may be started by npm themselves, which is not what starts the command here.
    const stdio = ["ignore", "pipe", "inherit"] as const;
    const child = spawn(program, args, { cwd: folder.path, stdio: [...stdio], env: childEnvironment() });
    started.push(child);
    atExit(() => child.pid !== undefined && killTree(child.pid));
    const url = await new Promise<string>((resolve, reject) => {
      let output = "";
      child.stdout!.on("data", (chunk) => {
        output += String(chunk);
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
        if (found !== undefined) resolve(found);
      });
      child.once("error", reject).once("exit", () => reject(new Error(`No emulator was started: ${output}`)));
    });
    return { child, url };
  }

  for (const signal of ["SIGTERM", "SIGKILL", "SIGHUP"] as const) {
    it(`ends with the npx that started it, by ${signal}`, async () => {
      const { child, url } = await start("npx", "--no", NAME, "emulator");
      assert.ok(await answers(url));
      child.kill(signal);
      assert.ok(await ends(url), "the emulator goes on");
    });
  }

  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    it(`ends with the npx that started it, and ends its command, by ${signal}`, async () => {
      const script = `console.log(process.env.AWS_ENDPOINT_URL_STS, process.pid); setInterval(() => {}, 1000);`;
      writeFileSync(join(folder.path, "wait.js"), script);
      const { child, url } = await start("npx", "--no", NAME, "emulator", "--", "sh", "-c", "node wait.js; true");
      assert.ok(await answers(url));
      child.kill(signal);
      assert.ok(await ends(url), "the emulator goes on");
    });
  }

  it("outlives a shell that has put it into the background", async () => {
    const { child, url } = await start("sh", "-c", `${process.execPath} ${main} emulator & echo $! > pid; sleep 1`);
    if (child.exitCode === null) await new Promise((resolve) => child.once("exit", resolve));
    await sleep(1_500);
    assert.ok(await answers(url));
    process.kill(Number(readFileSync(join(folder.path, "pid"))), "SIGTERM");
    assert.ok(await ends(url));
  });
});

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/_emulator/calls`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function ends(url: string): Promise<boolean> {
  for (let waited = 0; waited < NOTICE_MS; waited += 200) {
    if (!(await answers(url))) return true;
    await sleep(200);
  }
  return false;
}
