import type { IncomingHttpHeaders } from "node:http";

/** A host of this computer, with any port: a front or a forwarded port may stand in between. */
const LOOPBACK = /^(?:(?:[\w-]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Why a request is not served: it comes from a web page, which may be anybody's, in the browser of whoever runs the
 * emulator. Programs send no `Origin`. A page that has bound its own name to this computer (DNS rebinding) sends that
 * name as `Host`; only what changes the scenario or tells the calls is refused for that alone, because requests of an
 * AWS SDK that come through a proxy carry the host of AWS.
 */
export function refusalOf(path: string, headers: IncomingHttpHeaders): string | undefined {
  const { host = "", origin } = headers;
  const isOwnPage = LOOPBACK.test(host) && (origin === `http://${host}` || origin === `https://${host}`);
  if (origin !== undefined && !isOwnPage)
    return `The emulator serves no web pages, and this one is of ${shown(origin)}.`;
  const site = headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") return "The emulator serves no web pages of other sites.";
  if (path.startsWith("/_emulator/") && !LOOPBACK.test(host)) {
    return `The emulator is controlled as localhost, 127.0.0.1 or [::1] alone, not as ${shown(host)}.`;
  }
  return undefined;
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 100));
