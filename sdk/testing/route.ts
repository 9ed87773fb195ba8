import type { IncomingHttpHeaders } from "node:http";
import { INSPECTOR2_PATHS } from "./inspector2";
import { own } from "./own";
import type { Service, Signature } from "./protocol";
import { parseInput } from "./validation";

/** A request as it came over the network. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a request is about. */
export interface Routed {
  readonly service: Service;
  readonly operation: string;
  readonly region: string;
  readonly accountIds: readonly string[];
  /** The parameters of a query request; empty for rest-json. */
  readonly form: URLSearchParams;
}

/** What a request is about. Nothing of it has been checked yet. */
export function route({ method, path, body }: HttpRequest, signature: Signature | undefined): Routed {
  const region = signature?.region ?? "";
  if (path === "/") {
    const form = new URLSearchParams(body);
    return { service: "sts", operation: form.get("Action") ?? `${method} /`, region, accountIds: [], form };
  }
  const operation = own(INSPECTOR2_PATHS, path)?.name ?? `${method} ${path}`;
  return { service: "inspector2", operation, region, accountIds: idsIn(body), form: new URLSearchParams() };
}

/** The ids for the record. The body may be invalid, because it is validated later. */
function idsIn(body: string): string[] {
  try {
    const { accountIds } = parseInput(body);
    return Array.isArray(accountIds) ? accountIds.map(String) : [];
  } catch {
    return [];
  }
}
