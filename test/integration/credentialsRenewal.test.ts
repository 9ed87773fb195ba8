import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { A } from "../support/readings";
import { useWorlds } from "../support/world";

const ROLE = `arn:aws:iam::${A}:role/Reader`;
const START = "https://corp.awsapps.com/start";
const FUTURE = () => new Date(Date.now() + 3_600_000).toISOString();

/** A source of credentials whose `renew` lets it have KEY1 instead of KEY0. */
interface Source {
  readonly inputs?: object;
  renew(): void;
  readonly expected?: readonly string[];
}

describe("credentials that another tool renews during a wait", () => {
  const world = useWorlds();
  let folder: ReturnType<typeof temporaryFolder>;
  const servers: Server[] = [];

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    folder.remove();
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  const write = (name: string, text: string): string => {
    const path = join(folder.path, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const keysOf = (profile: string, number: number): string =>
    `[${profile}]\naws_access_key_id = KEY${number}\naws_secret_access_key = x\n`;
  const useFiles = (config: string, credentials: string): void => {
    process.env["AWS_CONFIG_FILE"] = write("config", config);
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = write("credentials", credentials);
  };
  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const nobody = (): void => {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]) delete process.env[name];
  };
  const temporary = (number: number, token: string) => ({
    AccessKeyId: `KEY${number}`,
    SecretAccessKey: "x",
    [token]: "t",
    Expiration: FUTURE(),
  });

  /** A profile that asks with the token which `aws sso login` keeps under the name `cached`. */
  const identityCenter = async (cached: string, settings: string, session: string): Promise<Source> => {
    process.env["HOME"] = folder.path;
    process.env["AWS_ENDPOINT_URL_SSO"] = await serve(({ headers }, response) => {
      const accessKeyId = String(headers["x-amz-sso_bearer_token"]).replace("token", "KEY");
      const roleCredentials = { accessKeyId, secretAccessKey: "x", sessionToken: "t", expiration: Date.now() + 3.6e6 };
      response.setHeader("content-type", "application/json").end(JSON.stringify({ roleCredentials }));
    });
    useFiles(`[profile corp]\n${settings}sso_account_id = ${A}\nsso_role_name = Reader\n${session}`, "");
    const login = (number: number): void => {
      const name = `${createHash("sha1").update(cached).digest("hex")}.json`;
      write(join(".aws", "sso", "cache", name), JSON.stringify({ accessToken: `token${number}`, expiresAt: FUTURE() }));
    };
    login(0);
    return { inputs: { profile: "corp" }, renew: () => login(1) };
  };

  const sources: Readonly<Record<string, () => Source | Promise<Source>>> = {
    "the keys of the default profile": () => {
      useFiles("", keysOf("default", 0));
      return { renew: () => void write("credentials", keysOf("default", 1)) };
    },
    "the keys of a named profile, in the configuration file": () => {
      useFiles(keysOf("profile dev", 0), "");
      return { inputs: { profile: "dev" }, renew: () => void write("config", keysOf("profile dev", 1)) };
    },
    "the keys with which `assumeRole` is assumed": () => {
      useFiles("", keysOf("default", 0));
      return {
        inputs: { assumeRole: { roleArn: ROLE, duration: "15m" } },
        renew: () => void write("credentials", keysOf("default", 1)),
        expected: ["KEY0", "ASIAEMULATOR0001", "KEY1", "ASIAEMULATOR0002"],
      };
    },
    "the keys with which the role of a profile is assumed": () => {
      useFiles(`[profile reader]\nrole_arn = ${ROLE}\nsource_profile = base\nregion = us-east-1\n`, keysOf("base", 0));
      return {
        inputs: { profile: "reader" },
        renew: () => void write("credentials", keysOf("base", 1)),
        expected: ["KEY0", "ASIAEMULATOR0001", "KEY1", "ASIAEMULATOR0002"],
      };
    },
    "the service of a container": async () => {
      let number = 0;
      process.env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = await serve((_, response) =>
        response.end(JSON.stringify(temporary(number, "Token"))),
      );
      return { renew: () => void number++ };
    },
    "the metadata service of an instance": async () => {
      let number = 0;
      delete process.env["AWS_EC2_METADATA_DISABLED"];
      process.env["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = await serve(({ url = "" }, response) => {
        if (url.endsWith("/token")) response.end("token");
        else if (url.endsWith("/Reader"))
          response.end(JSON.stringify({ Code: "Success", ...temporary(number, "Token") }));
        else response.end("Reader");
      });
      return { renew: () => void number++ };
    },
    "the token of IAM Identity Center": () =>
      identityCenter(START, `sso_start_url = ${START}\nsso_region = eu-west-2\n`, ""),
    "the token of a session of IAM Identity Center": () =>
      identityCenter(
        "corp",
        "sso_session = corp\n",
        `[sso-session corp]\nsso_start_url = ${START}\nsso_region = eu-west-2\n`,
      ),
    "the token of a web identity": async () => {
      process.env["AWS_ROLE_ARN"] = ROLE;
      process.env["AWS_WEB_IDENTITY_TOKEN_FILE"] = write("token", "token0");
      process.env["AWS_ENDPOINT_URL_STS"] = await serve((request, response) => {
        let form = "";
        request.on("data", (part) => (form += part));
        request.on("end", () => {
          const key = new URLSearchParams(form).get("WebIdentityToken")?.replace("token", "KEY");
          response
            .setHeader("content-type", "text/xml")
            .end(
              `<R xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${FUTURE()}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></R>`,
            );
        });
      });
      return { renew: () => void write("token", "token1") };
    },
  };

  for (const [title, open] of Object.entries(sources)) {
    it(`are picked up: ${title}`, async () => {
      const { provider, emulator } = await world({ accounts: { [A]: [{ all: "ENABLING", for: "5m" }, "ENABLED"] } });
      nobody();
      const { inputs = {}, renew, expected = ["KEY0", "KEY1"] } = await open();
      const wait = provider().create({ accountIds: [A], timeout: "10m", ...inputs });
      while (emulator.calls.length < 4) await Promise.race([wait, new Promise((resolve) => setImmediate(resolve))]);
      renew();
      emulator.set({ credentials: { KEY0: "EXPIRED", ASIAEMULATOR0001: "EXPIRED" } });
      assert.equal((await wait).outputs.satisfied, true);
      assert.deepEqual([...new Set(emulator.calls.map(({ accessKeyId }) => accessKeyId))], expected);
    });
  }

  it("are not picked up from the environment or the configuration: the reason is that they have expired", async () => {
    const config = { "aws:accessKey": "EMULATOR", "aws:secretKey": "x" };
    for (const [name, settings] of [
      ["environment", {}],
      ["configuration", config],
    ] as const) {
      const { provider, emulator } = await world({ accounts: { [A]: "ENABLING" } });
      const wait = provider(settings).create({ accountIds: [A], timeout: "10m" });
      const refused = assert.rejects(wait, /the AWS credentials have expired .* Renew them/, name);
      while (emulator.calls.length < 3) await new Promise((resolve) => setImmediate(resolve));
      emulator.set({ credentials: { EMULATOR: "EXPIRED" } });
      await refused;
    }
  });

  for (const [title, inputs, config] of [
    ["`assumeRole`", { assumeRole: { roleArn: ROLE, duration: "15m" } }, {}],
    ["`aws:assumeRoles`", {}, { "aws:assumeRoles": `[{"roleArn":"${ROLE}","duration":"15m"}]` }],
    ["the role of a profile", { profile: "reader" }, {}],
  ] as const) {
    it(`are renewed before AWS refuses them: ${title}`, async () => {
      const { provider, emulator, clock } = await world({
        accounts: { [A]: [{ all: "ENABLING", for: "40m" }, "ENABLED"] },
      });
      const role = `role_arn = ${ROLE}\nsource_profile = base\nregion = us-east-1\nduration_seconds = 900\n`;
      useFiles(`[profile reader]\n${role}`, keysOf("base", 0));
      const { now } = Date;
      // The AWS SDK tells by this clock when a session ends.
      Date.now = () => clock.now();
      try {
        const { outputs } = await provider(config).create({ accountIds: [A], timeout: "1h", ...inputs });
        assert.equal(outputs.satisfied, true);
      } finally {
        Date.now = now;
      }
      assert.deepEqual([...new Set(emulator.calls.map(({ httpStatus }) => httpStatus))], [200]);
      assert.ok(emulator.calls.filter(({ operation }) => operation === "AssumeRole").length >= 3);
    });
  }
});
