import type { IncomingHttpHeaders } from "node:http";
import { own } from "./own";

export type Service = "inspector2" | "sts";

/**
 * The answer to send; or `truncate` it in the middle, `stall` there, let it `drip`, `reset` the connection, or `hang`.
 */
export type Outcome =
  | Answer
  | { readonly ending: "reset" | "hang" }
  | { readonly ending: "truncate" | "stall"; readonly answer: Answer }
  | { readonly ending: "drip"; readonly answer: Answer; readonly every: number };

/** What goes back over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const HTTP_STATUS: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  InternalServerException: 500,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ResourceNotFoundException: 404,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
};

/** An exception of the service; the HTTP status follows from its type. */
export class AwsError extends Error {
  readonly status: number;

  constructor(
    readonly type: string,
    message: string,
    readonly details: {
      readonly status?: number | undefined;
      readonly retryAfterSeconds?: number | undefined;
      /** Further members of the JSON body, such as `reason` and `fields` of a ValidationException. */
      readonly members?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
    this.status = details.status ?? own(HTTP_STATUS, type) ?? 400;
  }
}

/** What a captive portal or a proxy answers to any request. */
export const HTML_PAGE: Answer = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: "<!DOCTYPE html><html><body>Please sign in to the network.</body></html>",
};

export function jsonAnswer(value: unknown): Answer {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** The answer of the query protocol: `fields` are elements in the operation's result, one level of nesting allowed. */
export function xmlAnswer(operation: string, fields: XmlFields, requestId: string): Answer {
  const body =
    `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${xml(fields)}</${operation}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}

export interface XmlFields {
  readonly [element: string]: string | XmlFields;
}

export function errorAnswer(service: Service, error: AwsError, requestId: string): Answer {
  const { retryAfterSeconds, members } = error.details;
  const retryAfter = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  if (service === "sts") {
    const fields = {
      Type: error.status < 500 ? "Sender" : "Receiver",
      Code: queryCode(error.type),
      Message: error.message,
    };
    const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${xml({ Error: fields, RequestId: requestId })}</ErrorResponse>`;
    return { status: error.status, headers: { "content-type": "text/xml", ...retryAfter }, body };
  }
  return {
    status: error.status,
    headers: { "content-type": "application/json", "x-amzn-errortype": error.type, ...retryAfter },
    body: JSON.stringify({ message: error.message, ...members }),
  };
}

/** What the Authorization header says; the signature itself is not verified, since any secret may be used here. */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly sessionToken: string | undefined;
}

export function readSignature(headers: IncomingHttpHeaders): Signature | undefined {
  const scope =
    /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,.*Signature=[0-9a-f]{64}$/;
  const [, accessKeyId, region, service] = scope.exec(headers.authorization ?? "") ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service, sessionToken: headers["x-amz-security-token"]?.toString() };
}

/** STS spells the common errors in its own way. */
function queryCode(type: string): string {
  if (type === "UnrecognizedClientException") return "InvalidClientTokenId";
  if (type === "InvalidSignatureException") return "SignatureDoesNotMatch";
  return type.replace(/Exception$/, "");
}

function xml(fields: XmlFields): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${typeof value === "string" ? escapeXml(value) : xml(value)}</${name}>`)
    .join("");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
