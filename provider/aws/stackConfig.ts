import * as v from "valibot";
import { assumeRole, type AssumeRole } from "./roles";
import { formatDuration } from "../values/duration";
import { accountId, anyText, nonEmptyText, oneOf, regionName, shown, url } from "../values/schemas";

/** Reads a key of the stack's configuration, such as `aws:region`. */
export type StackConfig = (key: string) => string | undefined;

/** Access keys. Kept in memory only. */
export interface AccessKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What the configuration of a stack says about the connection. */
export interface StackSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly keys?: AccessKeys;
  readonly roles?: readonly AssumeRole[];
  /** The URLs of the services, where the configuration gives one. */
  readonly endpoints: { readonly inspector2?: string; readonly sts?: string };
  readonly stsRegion?: string;
  readonly allowedAccountIds?: readonly string[];
  readonly forbiddenAccountIds?: readonly string[];
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  /** How many attempts a call has in all before it counts as failed. */
  readonly maxAttempts?: number;
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
}

/** The settings, or what is wrong with the configuration: a sentence per key. */
export type ParsedConfig = { readonly settings: StackSettings } | { readonly problems: readonly string[] };

// Wrong values of these keys are not shown, because they are secrets.
const SECRET_KEYS: ReadonlySet<string> = new Set(["accessKey", "secretKey", "token"]);

const flag = v.pipe(
  oneOf(["true", "false"]),
  v.transform((text) => text === "true"),
);

/** The URL of a proxy. It may hold a user name and a password, so a wrong value is not shown. */
const proxyUrl = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    "must be a URL that begins with http:// or https://",
  ),
);

/**
 * An account id that was written without quotes. YAML reads it as a number: its leading zeros are lost, or it was read
 * as octal, and the original id is unknown.
 */
const unquotedId = v.pipe(
  v.number(),
  v.transform(String),
  v.regex(
    /^[0-9]{12}$/,
    ({ input }) =>
      `must be an account id of 12 digits in quotes: without them it was read as the number ${input}, which has lost the leading zeros of the id or is what its digits mean in octal`,
  ),
);

const accountIds = json(
  v.pipe(
    v.array(
      v.lazy((input) => (typeof input === "number" ? unquotedId : accountId)),
      'must be a list such as ["111122223333"]',
    ),
    v.minLength(1, "must not be empty"),
  ),
  "with numbers",
);

const roleOfConfig = v.pipe(v.unknown(), v.transform(withDuration), assumeRole);

/**
 * The keys of pulumi-aws that choose the connection. Lists and objects are JSON.
 *
 * Source: https://www.pulumi.com/registry/packages/aws/installation-configuration/#configuration-options
 */
const KEYS = {
  region: regionName,
  profile: nonEmptyText,
  accessKey: nonEmptyText,
  secretKey: nonEmptyText,
  token: nonEmptyText,
  /** The key of pulumi-aws up to version 6. */
  assumeRole: json(roleOfConfig),
  assumeRoles: json(v.array(roleOfConfig, "must be a list of objects with a `roleArn`")),
  endpoints: json(
    v.array(
      v.object(
        { inspector2: v.optional(url), inspectorv2: v.optional(url), sts: v.optional(url) },
        "must be an object of services and URLs",
      ),
      "must be a list of objects of services and URLs",
    ),
  ),
  stsRegion: regionName,
  allowedAccountIds: accountIds,
  forbiddenAccountIds: accountIds,
  useFipsEndpoint: flag,
  useDualstackEndpoint: flag,
  maxRetries: v.pipe(
    anyText("a number"),
    v.regex(/^\d{1,3}$/, ({ input }) => `must be a whole number from 0 to 999, not ${shown(input)}`),
    v.transform(Number),
  ),
  httpProxy: proxyUrl,
  httpsProxy: proxyUrl,
  noProxy: anyText("text"),
} as const;

/**
 * The keys that change the caller and are not supported. They are refused, because the gate would otherwise call AWS as
 * another identity.
 */
const REFUSED: Readonly<Record<string, string>> = {
  assumeRoleWithWebIdentity: "set AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE in the environment, which both read",
  sharedConfigFiles: "set AWS_CONFIG_FILE in the environment, which both read",
  sharedCredentialsFiles: "set AWS_SHARED_CREDENTIALS_FILE in the environment, which both read",
  insecure: "name the certificate authority in NODE_EXTRA_CA_CERTS",
};

/**
 * The settings that the stack's `aws:` configuration makes, or everything that is wrong with it. An empty value counts
 * as none. Keys that only concern what pulumi-aws does itself (`aws:defaultTags`, `aws:skipCredentialsValidation`) are
 * ignored.
 */
export function parseAwsConfig(config: StackConfig): ParsedConfig {
  const problems: string[] = [];
  const values: Values = {};
  for (const [name, schema] of Object.entries(KEYS) as [keyof Values, v.GenericSchema][]) {
    const text = config(`aws:${name}`);
    if (!text) continue;
    const { success, output, issues } = v.safeParse(schema, text);
    if (success) Object.assign(values, { [name]: output });
    else for (const issue of issues) problems.push(problemOf(name, issue));
  }
  for (const [name, remedy] of Object.entries(REFUSED)) {
    const text = config(`aws:${name}`);
    if (text && text !== "false" && text !== "[]")
      problems.push(`\`aws:${name}\` in the stack's configuration is not supported here: ${remedy}`);
  }
  problems.push(...problemsTogether(values));
  return problems.length > 0 ? { problems } : { settings: settingsFrom(values) };
}

/** The parsed value of each key. */
type Values = { [Name in keyof typeof KEYS]?: v.InferOutput<(typeof KEYS)[Name]> };

/** The problems of keys that exclude or need each other. */
function problemsTogether({ accessKey, secretKey, token, assumeRole, assumeRoles }: Values): string[] {
  const problems: string[] = [];
  if ((accessKey === undefined) !== (secretKey === undefined) || (token !== undefined && accessKey === undefined)) {
    const given = [accessKey && "accessKey", secretKey && "secretKey", token && "token"]
      .filter(Boolean)
      .map((name) => `\`aws:${name}\``);
    problems.push(
      `${given.join(" and ")} in the stack's configuration must come with both \`aws:accessKey\` and \`aws:secretKey\``,
    );
  }
  if (assumeRole && assumeRoles) {
    problems.push(
      "`aws:assumeRole` and `aws:assumeRoles` in the stack's configuration must not both be given: leave the first one out",
    );
  }
  return problems;
}

function settingsFrom(values: Values): StackSettings {
  const { accessKey, secretKey, token, assumeRole: role, assumeRoles, endpoints = [], maxRetries, ...rest } = values;
  const endpoint = (name: "inspector2" | "inspectorv2" | "sts") => endpoints.map((each) => each[name]).find(Boolean);
  const [inspector2, sts] = [endpoint("inspector2") ?? endpoint("inspectorv2"), endpoint("sts")];
  const roles = (role ? [role] : assumeRoles) as readonly AssumeRole[] | undefined;
  return {
    ...rest,
    ...(accessKey &&
      secretKey && {
        keys: { accessKeyId: accessKey, secretAccessKey: secretKey, ...(token && { sessionToken: token }) },
      }),
    ...(roles && { roles }),
    endpoints: { ...(inspector2 && { inspector2 }), ...(sts && { sts }) },
    // The key means the number of attempts, and 0 means not set, as in the Terraform provider:
    // https://github.com/hashicorp/aws-sdk-go-base/blob/main/aws_config.go
    ...(maxRetries && { maxAttempts: maxRetries }),
  };
}

function problemOf(name: string, { message, path }: v.BaseIssue<unknown>): string {
  const place = (path ?? []).map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const reason = SECRET_KEYS.has(name) ? "must be text" : message;
  return `\`aws:${name}${place}\` in the stack's configuration ${reason}`;
}

/**
 * Parses a JSON text and validates it with `schema`. The Pulumi CLI turns an external id of digits into a number, so
 * numbers become text again, unless the schema has to see them.
 */
function json<const T extends v.GenericSchema>(schema: T, numbers: "as text" | "with numbers" = "as text") {
  const revive = (_: string, value: unknown) =>
    numbers === "as text" && typeof value === "number" ? String(value) : value;
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }): unknown => {
      try {
        return JSON.parse(dataset.value, revive);
      } catch {
        addIssue({ message: "must be JSON; set it with `pulumi config set --path`" });
        return NEVER;
      }
    }),
    schema,
  );
}

/** Older versions of pulumi-aws have `duration` under the name `durationSeconds`. */
function withDuration(role: unknown): unknown {
  if (typeof role !== "object" || role === null || !("durationSeconds" in role)) return role;
  const { durationSeconds, ...rest } = role;
  const seconds = Number(durationSeconds);
  return { duration: Number.isFinite(seconds) ? formatDuration(seconds * 1_000) : durationSeconds, ...rest };
}
