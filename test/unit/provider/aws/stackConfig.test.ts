import assert from "node:assert/strict";
import { parseAwsConfig, type StackSettings } from "../../../../provider/aws/stackConfig";
import { A, B } from "../../../support/readings";

const ROLE = `arn:aws:iam::${A}:role/Reader`;
type Config = Readonly<Record<string, string>>;
const configOf = (config: Config) => (key: string) => config[key];

function settings(config: Config): StackSettings {
  const parsed = parseAwsConfig(configOf(config));
  return "settings" in parsed ? parsed.settings : assert.fail(parsed.problems.join("\n"));
}

function problems(config: Config): readonly string[] {
  const parsed = parseAwsConfig(configOf(config));
  return "problems" in parsed ? parsed.problems : [];
}

describe("parseAwsConfig", () => {
  const values: readonly [key: string, text: string, expected: Partial<StackSettings>][] = [
    ["aws:region", "eu-west-1", { region: "eu-west-1" }],
    ["aws:region", "us-gov-west-1", { region: "us-gov-west-1" }],
    ["aws:region", "cn-northwest-1", { region: "cn-northwest-1" }],
    ["aws:region", "us-isob-east-1", { region: "us-isob-east-1" }],
    ["aws:region", "eusc-de-east-1", { region: "eusc-de-east-1" }],
    ["aws:region", "", {}],
    ["aws:profile", "dev", { profile: "dev" }],
    ["aws:assumeRole", JSON.stringify({ roleArn: ROLE }), { roles: [{ roleArn: ROLE }] }],
    [
      "aws:assumeRoles",
      JSON.stringify([
        { roleArn: ROLE, externalId: 12345, sessionName: "audit", duration: "30m" },
        {
          roleArn: "arn:aws-us-gov:iam::444455556666:role/path/Other",
          durationSeconds: 5400,
          tags: { team: "a" },
          transitiveTagKeys: ["team"],
        },
      ]),
      {
        roles: [
          { roleArn: ROLE, externalId: "12345", sessionName: "audit", duration: "30m" },
          {
            roleArn: "arn:aws-us-gov:iam::444455556666:role/path/Other",
            duration: "1h30m",
            tags: { team: "a" },
            transitiveTagKeys: ["team"],
          },
        ],
      },
    ],
    [
      "aws:endpoints",
      '[{"s3":"http://s3","inspector2":"http://i:1"},{"sts":"https://s"}]',
      { endpoints: { inspector2: "http://i:1", sts: "https://s" } },
    ],
    ["aws:endpoints", '[{"inspectorv2":"http://i:1"}]', { endpoints: { inspector2: "http://i:1" } }],
    ["aws:stsRegion", "us-west-2", { stsRegion: "us-west-2" }],
    ["aws:allowedAccountIds", `["${A}",444455556666]`, { allowedAccountIds: [A, B] }],
    ["aws:forbiddenAccountIds", `["${A}"]`, { forbiddenAccountIds: [A] }],
    ["aws:useFipsEndpoint", "true", { useFipsEndpoint: true }],
    ["aws:useDualstackEndpoint", "false", { useDualstackEndpoint: false }],
    ["aws:maxRetries", "7", { maxAttempts: 7 }],
    ["aws:maxRetries", "0", {}],
    ["aws:httpProxy", "http://p:1", { httpProxy: "http://p:1" }],
    ["aws:httpsProxy", "http://u:p@p:1", { httpsProxy: "http://u:p@p:1" }],
    ["aws:noProxy", "a,b", { noProxy: "a,b" }],
    // What pulumi-aws alone is concerned with.
    ["aws:skipCredentialsValidation", "true", {}],
    ["aws:defaultTags", '{"tags":{}}', {}],
    ["aws:insecure", "false", {}],
  ];
  for (const [key, text, expected] of values) {
    it(`reads ${key} = ${text}`, () => assert.deepEqual(settings({ [key]: text }), { endpoints: {}, ...expected }));
  }

  it("keeps keys in memory, with or without a token", () => {
    const keys = { "aws:accessKey": "AKIA", "aws:secretKey": "canary" };
    assert.deepEqual(settings(keys).keys, { accessKeyId: "AKIA", secretAccessKey: "canary" });
    assert.deepEqual(settings({ ...keys, "aws:token": "t" }).keys, {
      accessKeyId: "AKIA",
      secretAccessKey: "canary",
      sessionToken: "t",
    });
  });

  const wrong: readonly [key: string, text: string, reason: string][] = [
    ["region", "moon", 'must be an AWS Region such as "us-east-1", not "moon"'],
    ["assumeRole", '"x"', "must be an object with a `roleArn`"],
    ["assumeRole", "arn", "must be JSON; set it with `pulumi config set --path`"],
    ["assumeRoles", "{}", "must be a list of objects with a `roleArn`"],
    ["endpoints", "{}", "must be a list of objects of services and URLs"],
    ["allowedAccountIds", "[]", "must not be empty"],
    ...["[1402433619]", "[12345670123]"].map(
      (text) =>
        [
          "allowedAccountIds",
          text,
          `must be an account id of 12 digits in quotes: without them it was read as the number ${text.slice(1, -1)}, which has lost the leading zeros of the id or is what its digits mean in octal`,
        ] as [string, string, string],
    ),
    ["forbiddenAccountIds", A, 'must be a list such as ["111122223333"]'],
    ["useFipsEndpoint", "yes", 'must be one of true, false, not "yes"'],
    ["useDualstackEndpoint", "1", 'must be one of true, false, not "1"'],
    ["maxRetries", "-1", 'must be a whole number from 0 to 999, not "-1"'],
    ["maxRetries", "many", 'must be a whole number from 0 to 999, not "many"'],
    ["stsRegion", "x", 'must be an AWS Region such as "us-east-1", not "x"'],
    ["httpsProxy", "socks5://user:canary@p", "must be a URL that begins with http:// or https://"],
  ];
  for (const [key, text, reason] of wrong) {
    it(`refuses aws:${key} = ${text}`, () =>
      assert.deepEqual(
        problems({ [`aws:${key}`]: text }).map((problem) => problem.replace("[0]", "")),
        [`\`aws:${key}\` in the stack's configuration ${reason}`],
      ));
  }

  it("names the place in a list, all problems at once, and never a secret", () => {
    const found = problems({
      "aws:assumeRoles": JSON.stringify([
        { roleArn: ROLE },
        { roleArn: "arn:aws:iam::1:user/x", externalId: "canary canary", duration: "5m", sessionname: "x" },
        { sessionName: "x y" },
      ]),
      "aws:allowedAccountIds": '["11112222333"]',
      "aws:endpoints": '[{"sts":"ftp://user:canary@x"}]',
    });
    const place = "in the stack's configuration";
    assert.deepEqual(found, [
      `\`aws:assumeRoles[1].roleArn\` ${place} must be the ARN of an IAM role such as "arn:aws:iam::111122223333:role/InspectorReader", not "arn:aws:iam::1:user/x"`,
      `\`aws:assumeRoles[1].externalId\` ${place} must be 2 to 1224 letters, digits or any of _+=,.@:/-`,
      `\`aws:assumeRoles[1].duration\` ${place} must be a duration from "15m" to "12h", not "5m"`,
      `\`aws:assumeRoles[1]\` ${place} has no member \`sessionname\`; did you mean \`sessionName\`?`,
      `\`aws:assumeRoles[2].sessionName\` ${place} must be 2 to 64 letters, digits or any of _+=,.@-, not "x y"`,
      `\`aws:assumeRoles[2]\` ${place} must have a \`roleArn\``,
      ...found.filter((sentence) => sentence.includes("aws:endpoints")),
      `\`aws:allowedAccountIds[0]\` ${place} must be an account id of 12 digits, not "11112222333"; it may have lost leading zeros, or have been read as octal: write it in quotes where it comes from`,
    ]);
    assert.ok(!found.join().includes("canary"), found.join("\n"));
  });

  it("refuses half of a pair of keys, both spellings of roles, and settings that would make it another caller", () => {
    assert.deepEqual(problems({ "aws:accessKey": "AKIA" }), [
      "`aws:accessKey` in the stack's configuration must come with both `aws:accessKey` and `aws:secretKey`",
    ]);
    assert.match(
      problems({ "aws:assumeRole": `{"roleArn":"${ROLE}"}`, "aws:assumeRoles": `[{"roleArn":"${ROLE}"}]` })[0]!,
      /must not both be given/,
    );
    for (const key of ["assumeRoleWithWebIdentity", "sharedConfigFiles", "sharedCredentialsFiles", "insecure"]) {
      assert.match(
        problems({ [`aws:${key}`]: "true" })[0]!,
        new RegExp(`^\`aws:${key}\` in the stack's configuration is not supported here: `),
      );
    }
  });
});
