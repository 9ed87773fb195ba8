import { rolesOf, type AssumeRole } from "./roles";
import { EnvironmentReader, type Environment } from "./environment";
import { parseAwsConfig, type AccessKeys, type StackConfig } from "./stackConfig";
import type { ProxySettings } from "./proxy";

/** The arguments that choose the connection. This room must not import the table of arguments, which is above it. */
export interface ConnectionInputs {
  readonly region?: string;
  readonly profile?: string;
  /** An empty list means no role, whatever the configuration says. */
  readonly assumeRole?: AssumeRole | readonly AssumeRole[];
  readonly endpoint?: string;
}

/** How to connect: to which Region and endpoint, as which identity, through which proxy. */
export interface ConnectionSettings {
  /** Absent: the Region of the profile, or none. */
  readonly region?: string;
  readonly profile?: string;
  /**
   * The keys of the configuration, or `"environment"` for those in the environment at the time of the call. Absent:
   * those of the profile or of the other sources of the AWS SDK.
   */
  readonly keys?: AccessKeys | "environment";
  /** The roles, in order. Each is assumed with the credentials of the one before. */
  readonly roles: readonly AssumeRole[];
  /** Absent: `AWS_ENDPOINT_URL_INSPECTOR2` and the like, or the public endpoints. */
  readonly endpoints: { readonly inspector2?: string; readonly sts?: string };
  readonly stsRegion?: string;
  readonly allowedAccountIds?: readonly string[];
  readonly forbiddenAccountIds?: readonly string[];
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  readonly maxAttempts?: number;
  readonly proxy: ProxySettings;
}

/** How to reach the service in a Region. For an absent setting, the default of the AWS SDK holds. */
export type ClientSettings = Partial<ConnectionSettings> & { readonly region: string };

/** What is wrong with the configuration, as sentences. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  /** The argument with the problem; empty if it concerns all of them. */
  readonly property: string;

  constructor(problems: readonly string[], property = "") {
    super(problems.join(". "));
    this.problems = problems;
    this.property = property;
  }
}

/**
 * Where each setting comes from, in the order of pulumi-aws: the argument, the stack's `aws:` configuration, the
 * environment, the shared configuration.
 *
 * 1. Region: argument, `aws:region`, `AWS_REGION`, `AWS_DEFAULT_REGION`, the one of the profile.
 * 2. Identity: the argument `profile`; or the keys of the configuration, before its profile; or the keys of the
 *    environment, before its `AWS_PROFILE`; or the rest of the AWS SDK's own chain.
 * 3. Roles: the argument `assumeRole`, which may be an empty list; or those of the configuration. They are assumed with
 *    the credentials of 2.
 * 4. Endpoints, proxy and the rest: the configuration, then the environment.
 *
 * Sources: https://www.pulumi.com/registry/packages/aws/installation-configuration/,
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration,
 * https://github.com/hashicorp/aws-sdk-go-base/blob/main/aws_config.go
 *
 * @throws {ConfigError} that names every key, or every variable, with a wrong value.
 */
export function settingsOf(inputs: ConnectionInputs, config: StackConfig, env: Environment): ConnectionSettings {
  const parsed = parseAwsConfig(config);
  if ("problems" in parsed) throw new ConfigError(parsed.problems);
  const { region, profile, keys, roles = [], endpoints, httpProxy, httpsProxy, noProxy, ...rest } = parsed.settings;
  const environment = new EnvironmentReader(env);
  const settings: ConnectionSettings = {
    ...rest,
    ...identityOf(inputs.profile, { profile, keys }, environment),
    ...optional("region", inputs.region ?? region ?? environment.region("AWS_REGION", "AWS_DEFAULT_REGION")),
    roles: inputs.assumeRole ? rolesOf(inputs.assumeRole) : roles,
    endpoints: {
      ...optional("inspector2", inputs.endpoint ?? endpoints.inspector2 ?? endpointIn(environment, "INSPECTOR2")),
      ...optional("sts", endpoints.sts ?? endpointIn(environment, "STS")),
    },
    ...optional("useFipsEndpoint", rest.useFipsEndpoint ?? environment.flag("AWS_USE_FIPS_ENDPOINT")),
    ...optional("useDualstackEndpoint", rest.useDualstackEndpoint ?? environment.flag("AWS_USE_DUALSTACK_ENDPOINT")),
    proxy: {
      // The variable in lower case comes first, as in curl and Go.
      ...optional("http", httpProxy ?? environment.text("http_proxy", "HTTP_PROXY")),
      ...optional("https", httpsProxy ?? environment.text("https_proxy", "HTTPS_PROXY")),
      ...optional("none", noProxy ?? environment.text("no_proxy", "NO_PROXY")),
    },
  };
  if (environment.problems.length > 0) throw new ConfigError(environment.problems);
  return settings;
}

function endpointIn(environment: EnvironmentReader, service: string): string | undefined {
  if (environment.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) return undefined;
  return environment.url(`AWS_ENDPOINT_URL_${service}`, "AWS_ENDPOINT_URL");
}

function identityOf(
  argument: string | undefined,
  configured: { readonly profile: string | undefined; readonly keys: AccessKeys | undefined },
  environment: EnvironmentReader,
): Pick<ConnectionSettings, "profile" | "keys"> {
  if (argument !== undefined) return { profile: argument };
  if (configured.keys) return { keys: configured.keys };
  if (configured.profile !== undefined) return { profile: configured.profile };
  // The keys come before `AWS_PROFILE`. The AWS SDK for JavaScript would prefer the profile and print a warning.
  if (environment.text("AWS_ACCESS_KEY_ID") && environment.text("AWS_SECRET_ACCESS_KEY"))
    return { keys: "environment" };
  return optional("profile", environment.text("AWS_PROFILE"));
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };
}
