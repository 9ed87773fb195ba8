import assert from "node:assert/strict";
import { credentialsFault } from "../../../../provider/aws/credentialsFault";
import { A } from "../../../support/readings";

const ROLE = `arn:aws:iam::${A}:role/Reader`;

describe("credentialsFault", () => {
  const nobody = { profile: undefined, roleArn: undefined };
  const named = (name: string, message = "words") => Object.assign(new Error(message), { name });
  const table: readonly [
    title: string,
    error: unknown,
    source: Parameters<typeof credentialsFault>[1],
    kind: string,
    remedy: RegExp,
  ][] = [
    ["an error without a name", new Error("odd"), nobody, "credentials", /^Set `aws:profile`/],
    ["no error at all", "odd", nobody, "credentials", /^Set `aws:profile`/],
    ["expired keys", named("ExpiredToken"), nobody, "credentials", /^Renew them\.$/],
    [
      "expired keys for a role",
      named("ExpiredTokenException"),
      { ...nobody, roleArn: ROLE },
      "credentials",
      /renew them\.$/,
    ],
    [
      "a role of a profile",
      named("AccessDenied", "not authorized to perform: sts:AssumeRole"),
      { ...nobody, profile: "dev" },
      "denied",
      /sts:AssumeRole on the role/,
    ],
    ["a wrong duration", named("ValidationException"), { ...nobody, roleArn: ROLE }, "invalid", /`1h` at most/],
    [
      "STS that can't be reached",
      Object.assign(named("Error"), { code: "ENOTFOUND" }),
      { ...nobody, roleArn: ROLE },
      "unreachable",
      /name of the Region/,
    ],
    ["STS that has enough", named("Throttling"), { ...nobody, roleArn: ROLE }, "throttled", /^Try again/],
    [
      "a certificate in between",
      Object.assign(named("Error"), { code: "SELF_SIGNED_CERT_IN_CHAIN" }),
      nobody,
      "untrusted",
      /NODE_EXTRA_CA_CERTS/,
    ],
  ];
  for (const [title, error, source, kind, remedy] of table) {
    it(`knows ${title}`, () => {
      const fault = credentialsFault(error, source);
      assert.equal(fault.kind, kind);
      assert.match(fault.remedy!, remedy);
    });
  }
});
