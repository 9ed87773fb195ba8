import assert from "node:assert/strict";
import { ConfigError, settingsOf, type ConnectionSettings } from "../../../../provider/aws/settings";
import { A, B } from "../../../support/readings";

const ROLE = `arn:aws:iam::${A}:role/Reader`;
type Config = Readonly<Record<string, string>>;
const configOf = (config: Config) => (key: string) => config[key];

describe("settingsOf", () => {
  const at = (inputs: object, config: Config = {}, env: Config = {}): ConnectionSettings =>
    settingsOf(inputs, configOf(config), env);
  const KEYS = { "aws:accessKey": "AKIA", "aws:secretKey": "x" };
  const ENV_KEYS = { AWS_ACCESS_KEY_ID: "E", AWS_SECRET_ACCESS_KEY: "x" };

  it("takes the Region from the argument, the configuration, then the environment", () => {
    const env = { AWS_REGION: "us-west-1", AWS_DEFAULT_REGION: "us-west-2" };
    assert.equal(at({ region: "eu-west-1" }, { "aws:region": "eu-west-2" }, env).region, "eu-west-1");
    assert.equal(at({}, { "aws:region": "eu-west-2" }, env).region, "eu-west-2");
    assert.equal(at({}, {}, env).region, "us-west-1");
    assert.equal(at({}, {}, { ...env, AWS_REGION: "" }).region, "us-west-2");
    assert.equal(at({}).region, undefined);
  });

  it("takes the identity from the first place that names one", () => {
    const identity = (...args: Parameters<typeof at>) => {
      const { profile, keys } = at(...args);
      return profile ?? keys;
    };
    const env = { ...ENV_KEYS, AWS_PROFILE: "of-env" };
    const config = { ...KEYS, "aws:profile": "of-config" };
    assert.equal(identity({ profile: "mine" }, config, env), "mine");
    assert.deepEqual(identity({}, config, env), { accessKeyId: "AKIA", secretAccessKey: "x" });
    assert.equal(identity({}, { "aws:profile": "of-config" }, env), "of-config");
    assert.equal(identity({}, {}, env), "environment");
    assert.equal(identity({}, {}, { AWS_PROFILE: "of-env" }), "of-env");
    assert.equal(identity({}), undefined);
  });

  it("takes the roles of the argument instead of those of the configuration, even an empty list", () => {
    const config = { "aws:assumeRoles": `[{"roleArn":"${ROLE}"}]` };
    const mine = { roleArn: `arn:aws:iam::${B}:role/Mine` };
    assert.deepEqual(at({}, config).roles, [{ roleArn: ROLE }]);
    assert.deepEqual(at({ assumeRole: mine }, config).roles, [mine]);
    assert.deepEqual(at({ assumeRole: [mine, mine] }, config).roles, [mine, mine]);
    assert.deepEqual(at({ assumeRole: [] }, config).roles, []);
    assert.deepEqual(at({}).roles, []);
  });

  it("takes proxies from the configuration, then the environment, lower case first", () => {
    const env = { HTTPS_PROXY: "http://upper", https_proxy: "http://lower", NO_PROXY: "b" };
    assert.deepEqual(at({}, {}, env).proxy, { https: "http://lower", none: "b" });
    assert.deepEqual(at({}, { "aws:httpsProxy": "http://mine", "aws:noProxy": "c" }, env).proxy, {
      https: "http://mine",
      none: "c",
    });
  });

  it("refuses what is wrong with the configuration, whatever the arguments are", () => {
    assert.throws(() => at({ region: "eu-west-1" }, { "aws:region": "moon" }), ConfigError);
  });

  it("ignores empty and blank variables of the environment, and blanks around a value", () => {
    assert.equal(at({}, {}, { AWS_REGION: " us-west-1\n" }).region, "us-west-1");
    assert.equal(at({}, {}, { AWS_REGION: " ", AWS_DEFAULT_REGION: "us-west-2" }).region, "us-west-2");
    assert.equal(at({}, {}, { AWS_PROFILE: " " }).profile, undefined);
    assert.equal(at({}, {}, { ...ENV_KEYS, AWS_SECRET_ACCESS_KEY: " ", AWS_PROFILE: "dev " }).profile, "dev");
    assert.equal(at({}, {}, { AWS_ENDPOINT_URL_STS: "" }).endpoints.sts, undefined);
  });

  it("refuses wrong variables all at once, but not those that are not needed", () => {
    const env = {
      AWS_REGION: "us east 1",
      AWS_USE_FIPS_ENDPOINT: "yes",
      AWS_ENDPOINT_URL: "user:canary@host:9",
    };
    assert.throws(() => at({}, {}, env), {
      problems: [
        'AWS_REGION in the environment must be an AWS Region such as "us-east-1", not "us east 1"',
        "AWS_ENDPOINT_URL in the environment must be a URL that begins with http:// or https://",
        "AWS_ENDPOINT_URL in the environment must be a URL that begins with http:// or https://",
        'AWS_USE_FIPS_ENDPOINT in the environment must be one of true, false, not "yes"',
      ].filter((each, i, all) => all.indexOf(each) === i),
    });
    const config = {
      "aws:region": "us-east-1",
      "aws:useFipsEndpoint": "false",
      "aws:endpoints": '[{"inspector2":"http://i","sts":"http://s"}]',
    };
    assert.equal(at({}, config, env).useFipsEndpoint, false);
  });

  it("takes endpoints from the argument, the configuration, then the environment, the service's own first", () => {
    const env = { AWS_ENDPOINT_URL: "http://all", AWS_ENDPOINT_URL_INSPECTOR2: "http://own" };
    const config = { "aws:endpoints": '[{"inspector2":"http://configured"}]' };
    assert.deepEqual(at({ endpoint: "http://mine" }, config, env).endpoints, {
      inspector2: "http://mine",
      sts: "http://all",
    });
    assert.equal(at({}, config, env).endpoints.inspector2, "http://configured");
    assert.equal(at({}, {}, env).endpoints.inspector2, "http://own");
    assert.deepEqual(at({}, {}, { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "True" }).endpoints, {});
  });

  it("takes FIPS and dual stack from the configuration, then the environment", () => {
    const env = { AWS_USE_FIPS_ENDPOINT: "TRUE", AWS_USE_DUALSTACK_ENDPOINT: "false" };
    const { useFipsEndpoint, useDualstackEndpoint } = at({}, {}, env);
    assert.deepEqual([useFipsEndpoint, useDualstackEndpoint], [true, false]);
    assert.equal(at({}, { "aws:useFipsEndpoint": "false" }, env).useFipsEndpoint, false);
  });
});
