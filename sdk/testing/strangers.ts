import type { IncomingHttpHeaders } from "node:http";

/** A name of this computer, with any port, because the port may be forwarded. */
const LOOPBACK = /^(?:(?:[\w-]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Why a request is not served: a web page, which may be anybody's, has sent it from a browser of this computer.
 * Programs send no `Origin`. A page whose name leads to this computer (DNS rebinding) sends that name as `Host`. For
 * another `Host` alone, only requests to the emulator itself are refused, because an AWS SDK behind a proxy sends the
 * host of AWS.
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
