import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { isIP, type Socket } from "node:net";
import { FaultError } from "../status/fault";

/** The proxies as the configuration or the environment names them. */
export interface ProxySettings {
  /** For http:// endpoints. */
  readonly http?: string;
  /** For https:// endpoints. */
  readonly https?: string;
  /** The hosts that are reached directly. */
  readonly none?: string;
}

/** The agents of a request handler, one for each scheme that has a proxy. */
export interface Agents {
  readonly httpAgent?: HttpAgent;
  readonly httpsAgent?: HttpsAgent;
}

/**
 * Whether a host is reached without a proxy. The rules are those of Go's `net/http`, and so of pulumi-aws: `*` is every
 * host, an entry is the host and everything below it, `.example.com` is only what is below it, and `host:port` is only
 * that port. This computer is always reached directly.
 *
 * Source: https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
export function isDirect(host: string, port: number, noProxy = ""): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  if (name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."))) return true;
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === "*") return true;
      const [, pattern = entry, only] = /^(.+?):(\d+)$/.exec(entry) ?? [];
      if (only !== undefined && Number(only) !== port) return false;
      const suffix = pattern.replace(/^\*/, "");
      return suffix.startsWith(".")
        ? name.endsWith(suffix)
        : name === suffix || (!isIP(name) && name.endsWith(`.${suffix}`));
    });
}

/** A proxy for messages: without user name and password. */
export function proxyName(proxy: string): string {
  const { protocol, host } = withScheme(proxy);
  return `${protocol}//${host}`;
}

/**
 * Makes the agents that go through the proxies; none if no proxy is set. The package for them is loaded only then.
 *
 * We use hpagent because it has no dependencies and fails where the proxy refuses. https-proxy-agent returns the
 * proxy's answer as if the service had given it, so that a 403 of the proxy would look like one of AWS.
 */
export async function agentsFor({ http, https, none }: ProxySettings): Promise<Agents> {
  if (!http && !https) return {};
  const { HttpProxyAgent, HttpsProxyAgent } = await import("hpagent");
  const { Agent: DirectHttp } = await import("node:http");
  const { Agent: DirectHttps } = await import("node:https");
  const pool = { keepAlive: true, maxSockets: 50 };
  return {
    ...(http && {
      httpAgent: choosing(new HttpProxyAgent({ ...pool, proxy: withScheme(http) }), new DirectHttp(pool), http, none),
    }),
    ...(https && {
      httpsAgent: choosing(
        new HttpsProxyAgent({ ...pool, proxy: withScheme(https) }),
        new DirectHttps(pool),
        https,
        none,
      ),
    }),
  };
}

/**
 * The longest wait for a proxy. It is shorter than the AWS SDK's wait for a connection, so that our error comes first.
 */
const PROXY_TIMEOUT_MS = 4_000;

interface Target {
  readonly host?: string;
  readonly port?: number | string;
}
type Callback = (error: Error | null, socket?: Socket) => void;
interface Connector {
  createConnection(options: Target, callback: Callback): unknown;
}

/** Makes an agent that connects through its proxy, or directly to the hosts in `NO_PROXY`. */
function choosing<T extends HttpAgent>(proxied: T, direct: HttpAgent, proxy: string, none: string | undefined): T {
  const through = proxied as unknown as Connector;
  const connectThrough = through.createConnection.bind(proxied);
  const connectDirectly = (direct as unknown as Connector).createConnection.bind(direct);
  through.createConnection = (options, callback) => {
    const host = options.host ?? "localhost";
    if (isDirect(host, Number(options.port), none)) return connectDirectly(options, callback);
    let isLate = false;
    const fail = (error: Error): void => callback(proxyFault(error, proxy, host));
    // After this, the AWS SDK could only report a timeout, without the proxy.
    const timer = setTimeout(() => {
      isLate = true;
      fail(new Error(`no answer within ${PROXY_TIMEOUT_MS / 1_000} s`));
    }, PROXY_TIMEOUT_MS);
    return connectThrough(options, (error, socket) => {
      clearTimeout(timer);
      if (isLate) socket?.destroy();
      else if (error) fail(error);
      else callback(null, socket);
    });
  };
  return proxied;
}

/** The fault of a proxy that did not connect. */
function proxyFault(error: Error & { code?: string }, proxy: string, host: string): Error {
  const name = proxyName(proxy);
  const status = /^Bad response: (\d+)$/.exec(error.message)?.[1];
  if (status === undefined) {
    const isRefused = error.code === "ECONNREFUSED";
    return new FaultError({
      kind: "unreachable",
      code: error.code ?? "ProxyError",
      message: isRefused ? "the connection is refused" : error.message,
      subject: `the proxy ${name} could not be reached`,
      remedy: "Check HTTPS_PROXY, or name the host in NO_PROXY if it is reached directly.",
    });
  }
  return new FaultError({
    kind: status === "502" || status === "503" || status === "504" ? "unreachable" : "refused",
    code: `HTTP ${status}`,
    message: `the answer to CONNECT ${host}`,
    subject: `the proxy ${name} refuses the connection`,
    remedy: remedyFor(status, host),
  });
}

function remedyFor(status: string, host: string): string {
  if (status === "407")
    return "It asks for a user name and a password: write them into HTTPS_PROXY, as in http://user:password@proxy:8080.";
  if (status === "403")
    return `It does not allow ${host}: have it allowed, or name it in NO_PROXY if it is reached directly.`;
  return `It may not know ${host}: check the name of the Region, or ask whoever runs the proxy.`;
}

/** Reads the URL of a proxy. Without a scheme it is http://, as in curl and Go. */
function withScheme(proxy: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A `/`, `?` or `#` in a password ends the host part of the URL too early, and the beginning of the password would be
  // shown as the host.
  if (url && /^https?:$/.test(url.protocol) && !/@/.test(url.pathname + url.search + url.hash)) return url;
  throw new FaultError({
    kind: "refused",
    code: "InvalidProxy",
    // The text may carry a password.
    message: "it is not a URL that begins with http:// or https://",
    subject: "the proxy that HTTPS_PROXY or HTTP_PROXY names can't be used",
    remedy:
      "Write it as http://proxy:8080 or http://user:password@proxy:8080, with special characters of the password as in %2F.",
  });
}
