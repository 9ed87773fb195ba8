import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { credentialProcessOf, runCredentialProcess } from "../../../../provider/aws/credentialProcess";
import { temporaryFolder } from "../../../../tools/temporaryFolder";

describe("credentialProcessOf", () => {
  it("is the command of a profile that has its credentials in no other way", () => {
    const credential_process = "command";
    assert.equal(credentialProcessOf({ credential_process, region: "x" }), "command");
    assert.equal(credentialProcessOf({ credential_process, aws_access_key_id: "half" }), "command");
    assert.equal(credentialProcessOf({ credential_process, role_arn: "x" }), undefined);
    const keys = { aws_access_key_id: "x", aws_secret_access_key: "y" };
    assert.equal(credentialProcessOf({ credential_process, ...keys }), undefined);
    assert.equal(credentialProcessOf({}), undefined);
    assert.equal(credentialProcessOf(undefined), undefined);
  });
});

describe("runCredentialProcess", () => {
  before(function () {
    if (process.platform === "win32") this.skip();
  });

  const printing = (value: unknown) => `printf '%s' '${typeof value === "string" ? value : JSON.stringify(value)}'`;
  const keys = { Version: 1, AccessKeyId: "A", SecretAccessKey: "S" };

  it("hands out what the process prints", async () => {
    assert.deepEqual(await runCredentialProcess(printing(keys), 10_000), { accessKeyId: "A", secretAccessKey: "S" });
    const expiration = new Date(Date.now() + 60_000);
    const printed = { ...keys, SessionToken: "T", Expiration: expiration.toISOString(), Other: 1 };
    assert.deepEqual(await runCredentialProcess(printing(printed), 10_000), {
      accessKeyId: "A",
      secretAccessKey: "S",
      sessionToken: "T",
      expiration,
    });
  });

  const wrong: readonly [title: string, command: string, reason: RegExp][] = [
    ["fails", "echo canary >&2; exit 3; canary", /ended with exit code 3$/],
    ["is not there", "/nonexistent/canary", /ended with exit code 127$/],
    ["kills itself", "kill -9 $$", /ended with SIGKILL$/],
    ["prints no JSON", printing("canary {"), /did not print JSON$/],
    ["prints nothing", "true", /did not print JSON$/],
    ["prints null", printing("null"), /`Version` 1$/],
    ["prints another version", printing({ ...keys, Version: 2 }), /`Version` 1$/],
    ["prints half", printing({ Version: 1, AccessKeyId: "canary" }), /`AccessKeyId` and `SecretAccessKey`$/],
    ["prints old ones", printing({ ...keys, Expiration: "2020-01-01T00:00:00Z" }), /have expired$/],
    ["prints an odd time", printing({ ...keys, Expiration: "canary" }), /have expired$/],
    ["prints without end", "yes canary", /prints more than 1 MiB$/],
  ];
  for (const [title, command, reason] of wrong) {
    it(`refuses one that ${title}, and repeats nothing of it`, async () => {
      await assert.rejects(runCredentialProcess(command, 10_000), (error: Error) => {
        assert.match(error.message, reason);
        assert.ok(!/canary/.test(error.message), error.message);
        return true;
      });
    });
  }

  it("kills one that never ends, with all that it has started", async () => {
    const folder = temporaryFolder();
    try {
      const pid = join(folder.path, "pid");
      const command = `sleep 1000 & echo $! > ${pid}; wait`;
      await assert.rejects(runCredentialProcess(command, 1_000), /did not end within 1s$/);
      assert.ok(existsSync(pid));
      const child = Number(readFileSync(pid, "utf8"));
      while (isAlive(child)) await new Promise((resolve) => setTimeout(resolve, 5));
    } finally {
      folder.remove();
    }
  });
});

/** A process that has ended stays in the table until its parent has taken note. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
