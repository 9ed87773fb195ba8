import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../../../tools/temporaryFolder";
import { startCli } from "../../../support/cliHost";

describe("drift", () => {
  const { path: folder } = temporaryFolder();
  /** Which stacks it previews, without a Pulumi that could do it. */
  async function previewed(...args: readonly string[]): Promise<string[]> {
    const { code, error } = await startCli(["drift", ...args], { PATH: "/nowhere" }).ended;
    assert.equal(code, 127, error);
    return [...error.matchAll(/^Stack \d of \d \((.*)\): previewing$/gm)].map(([, place]) => place!);
  }

  it("previews a folder once, however it is spelled, under its first name", async () => {
    const [one, two, link] = ["one", "two", "link"].map((name) => join(folder, name)) as [string, string, string];
    for (const name of [one, two]) mkdirSync(name);
    symlinkSync(one, link, "junction");
    assert.deepEqual(await previewed("--cwd", one, two, `${folder}/two/../one/`, link, two), [one, two]);
  });

  it("takes a folder with a comma and a space in its name", async () => {
    const odd = join(folder, "sp ace,x");
    mkdirSync(odd);
    assert.deepEqual(await previewed("--cwd", odd, "--stack", "dev,prod"), [`${odd}, dev`, `${odd}, prod`]);
  });

  it("names the folders that are not there", async () => {
    const { code, error } = await startCli(["drift", "--cwd", "/no,where", "/nowhere"]).ended;
    assert.equal(code, 2);
    assert.match(error, /^--cwd: there is no folder "\/no,where"\.\n--cwd: there is no folder "\/nowhere"\.\n/);
  });
});
