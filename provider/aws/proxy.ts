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

/** The agents of a request handler: for each scheme the one that goes through its proxy, if there is one. */
export interface Agents {
  readonly httpAgent?: HttpAgent;
  readonly httpsAgent?: HttpsAgent;
}

/**
 * Whether a host is reached without a proxy. As in Go's `net/http`, and so in pulumi-aws: `*` is every host, an entry
 * means the host and everything below it, `.example.com` only what is below it, `host:port` only that port. This computer
 * is never asked for through a proxy.
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

/** A proxy as it can be shown: without user name and password. */
export function proxyName(proxy: string): string {
  const { protocol, host } = withScheme(proxy);
  return `${protocol}//${host}`;
}

/**
 * Agents that go through the proxies, none where no proxy is set. What they use is loaded only then.
 *
 * Of the packages that do this, hpagent has no dependencies and fails where the proxy refuses; https-proxy-agent hands
 * the proxy's answer on as if the service had given it, so that a 403 of the proxy would read as one of AWS.
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

/** Less than the AWS SDK waits for a connection. */
const PROXY_TIMEOUT_MS = 4_000;

interface Target {
  readonly host?: string;
  readonly port?: number | string;
}
type Callback = (error: Error | null, socket?: Socket) => void;
interface Connector {
  createConnection(options: Target, callback: Callback): unknown;
}

/** Makes an agent connect through its proxy or, for hosts that `NO_PROXY` names, as a direct one does. */
function choosing<T extends HttpAgent>(proxied: T, direct: HttpAgent, proxy: string, none: string | undefined): T {
  const through = proxied as unknown as Connector;
  const connectThrough = through.createConnection.bind(proxied);
  const connectDirectly = (direct as unknown as Connector).createConnection.bind(direct);
  through.createConnection = (options, callback) => {
    const host = options.host ?? "localhost";
    if (isDirect(host, Number(options.port), none)) return connectDirectly(options, callback);
    let isLate = false;
    const fail = (error: Error): void => callback(proxyFault(error, proxy, host));
    // Later, all that the AWS SDK could say is that there was a timeout.
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

/** What a proxy did instead of connecting. */
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

/** Without a scheme, it is http://, as in curl and Go. */
function withScheme(proxy: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // After a `/`, `?` or `#` in a password, what is before it would be taken for the host, and shown.
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
