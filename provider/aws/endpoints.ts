import { FaultError } from "../status/fault";
import { isUrl } from "../values/schemas";
import { readSharedConfig, type SharedConfig } from "./sharedConfig";
import type { Environment } from "./environment";
import type { ClientSettings } from "./settings";

/** Where a client of the AWS SDK sends its calls. */
interface EndpointOptions {
  readonly endpoint?: string;
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
}

/** The endpoints of both services. */
export type ServiceEndpoints = Readonly<Record<"inspector2" | "sts", EndpointOptions>>;

/**
 * Where the calls go: to the URL of the settings or of the profile, or to the public endpoints. FIPS and dual stack are
 * dropped where there is a URL, because the URL already names the host, and because the AWS SDK refuses them together,
 * wherever the three come from.
 *
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export async function endpointsOf(settings: ClientSettings, env: Environment): Promise<ServiceEndpoints> {
  const shared = await readSharedConfig(env);
  const profile = shared.profile(settings.profile ?? (env["AWS_PROFILE"] || "default")) ?? {};
  const useFipsEndpoint = settings.useFipsEndpoint ?? flagOf(profile["use_fips_endpoint"]);
  const useDualstackEndpoint = settings.useDualstackEndpoint ?? flagOf(profile["use_dualstack_endpoint"]);
  const optionsOf = (service: "inspector2" | "sts"): EndpointOptions => {
    const endpoint = settings.endpoints?.[service] ?? endpointIn(shared, profile, service, env);
    if (endpoint !== undefined) return { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false };
    return {
      ...(useFipsEndpoint !== undefined && { useFipsEndpoint }),
      ...(useDualstackEndpoint !== undefined && { useDualstackEndpoint }),
    };
  };
  return { inspector2: optionsOf("inspector2"), sts: optionsOf("sts") };
}

function endpointIn(
  shared: SharedConfig,
  profile: Readonly<Record<string, string>>,
  service: "inspector2" | "sts",
  env: Environment,
): string | undefined {
  const ignored = env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] || profile["ignore_configured_endpoint_urls"];
  if (ignored?.toLowerCase() === "true") return undefined;
  const services = profile["services"] === undefined ? undefined : shared.services(profile["services"]);
  const endpoint = services?.[`${service}.endpoint_url`] ?? profile["endpoint_url"];
  if (endpoint === undefined || isUrl(endpoint)) return endpoint;
  throw new FaultError({
    kind: "refused",
    code: "InvalidEndpoint",
    // The text may carry a password.
    message: "`endpoint_url` must be a URL that begins with http:// or https://",
    subject: `the shared AWS configuration names no endpoint for ${service} that can be used`,
    remedy: "Correct the profile.",
  });
}

function flagOf(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text.toLowerCase() === "true";
}
