import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readSharedConfig, sectionsIn } from "../../../../provider/aws/sharedConfig";
import { faultOf } from "../../../../provider/status/fault";
import { temporaryFolder } from "../../../../tools/temporaryFolder";

describe("sectionsIn", () => {
  it("finds the profiles of both kinds of files, and what stands beside them", () => {
    const text = `[default]\nregion = x\n [profile dev]\r\nregion=y # why\n[profile "two words"]\na = 1\n[ plain ]\nb = 2 = 3\n[sso-session corp]\nc = 4\n# [profile no]\n; d = 5\nkey = [value]\n[profile dev]\nrole_arn = z\n`;
    assert.deepEqual(Object.fromEntries(sectionsIn(text)), {
      "profile default": { region: "x" },
      "profile dev": { region: "y", role_arn: "z" },
      "profile two words": { a: "1" },
      "profile plain": { b: "2 = 3" },
      "sso-session corp": { c: "4", key: "[value]" },
    });
  });

  it("finds the endpoints of services", () => {
    const text = `[services local]\ns3 =\n  endpoint_url = http://s3\ninspector2 = \n\tendpoint_url = http://i\nother = 1\n`;
    assert.deepEqual(sectionsIn(text).get("services local"), {
      "s3.endpoint_url": "http://s3",
      "inspector2.endpoint_url": "http://i",
      other: "1",
    });
  });
});

describe("readSharedConfig", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const at = (...names: string[]) => join(folder.path, ...names);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };

  it("puts both files together, the credentials before the configuration, and reads them anew", async () => {
    const env = { HOME: folder.path, AWS_CONFIG_FILE: "", AWS_SHARED_CREDENTIALS_FILE: "~/keys" };
    write(at(".aws", "config"), "[profile dev]\nregion = r\naws_access_key_id = old\n");
    write(at("keys"), "[dev]\naws_access_key_id = first\n");
    assert.deepEqual((await readSharedConfig(env)).profile("dev"), { region: "r", aws_access_key_id: "first" });
    write(at("keys"), "[dev]\naws_access_key_id = second\n");
    assert.equal((await readSharedConfig(env)).profile("dev")!["aws_access_key_id"], "second");
    assert.equal((await readSharedConfig(env)).profile("constructor"), undefined);
  });

  it("reads a missing file, a folder and the null device as empty", async () => {
    for (const path of [at("nowhere"), folder.path, "/dev/null"]) {
      const env = { HOME: folder.path, AWS_CONFIG_FILE: path, AWS_SHARED_CREDENTIALS_FILE: path };
      assert.equal((await readSharedConfig(env)).profile("default"), undefined);
    }
  });

  const pipes: readonly [title: string, env: (path: string) => Record<string, string>, name: string[]][] = [
    ["the configuration", (path) => ({ AWS_CONFIG_FILE: path }), ["pipe"]],
    ["the configuration at its usual place", () => ({}), [".aws", "config"]],
    ["the credentials", (path) => ({ AWS_SHARED_CREDENTIALS_FILE: path }), ["pipe"]],
    ["a web identity token", (path) => ({ AWS_WEB_IDENTITY_TOKEN_FILE: path }), ["pipe"]],
    ["a container's token", (path) => ({ AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path }), ["pipe"]],
    ["a token of IAM Identity Center", () => ({}), [".aws", "sso", "cache", "a.json"]],
  ];
  for (const [title, env, name] of pipes) {
    it(`refuses a pipe in the place of ${title}, which would never end`, async function () {
      if (process.platform === "win32") this.skip();
      const path = at(...name);
      mkdirSync(dirname(path), { recursive: true });
      execFileSync("mkfifo", [path]);
      await assert.rejects(readSharedConfig({ HOME: folder.path, ...env(path) }), (error) => {
        const { kind, code, subject } = faultOf(error);
        assert.deepEqual([kind, code], ["credentials", "NotAFile"]);
        assert.ok(subject!.includes(path), subject);
        return true;
      });
    });
  }

  it("refuses a pipe that a profile names as its web identity token", async function () {
    if (process.platform === "win32") this.skip();
    execFileSync("mkfifo", [at("token")]);
    write(at("config"), `[profile web]\nrole_arn = x\nweb_identity_token_file = ${at("token")}\n`);
    const env = { HOME: folder.path, AWS_CONFIG_FILE: at("config") };
    await assert.rejects(readSharedConfig(env), /a web identity token is not a file that can be read/);
  });
});
