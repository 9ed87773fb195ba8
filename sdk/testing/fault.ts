/**
 * Something that goes wrong: which requests it hits (those that meet all its conditions), and what happens to them (one
 * thing, besides `delay`; `html`, `body`, `patch`, `stall` and `drip` also take a `status`).
 *
 * @example
 * ```ts
 * { calls: [2, 3], throttle: { retryAfterSeconds: 1 } }   // the second and third request
 * { operation: "Enable", error: { type: "AccessDeniedException" } }
 * { rate: 0.01, status: 500 }                             // one request in a hundred
 * { requestsPerSecond: 5 }                                // ThrottlingException above that
 * { accountId: "444455556666" }                           // ValidationException for a request that names it
 * { service: "sts", stall: true }                         // STS answers begin, and do not end
 * { operation: "ListMembers", calls: [2], patch: { members: null } } // the second page has no list
 * ```
 * @since 0.1.0
 */
export interface Fault {
  /** The service concerned. @default the one of `operation`, or else `"inspector2"` */
  readonly service?: "inspector2" | "sts";
  /** The operation concerned. @default every operation of the service */
  readonly operation?: string;
  /** Only requests whose `accountIds` contain this account; without a kind of fault, ValidationException. */
  readonly accountId?: string;
  /** Only requests to this Region. */
  readonly region?: string;
  /** The request's number among those that match `operation`, `accountId` and `region`, from 1. */
  readonly calls?: readonly number[];
  /** From this number on. @default 1 */
  readonly from?: number;
  /** Up to and including this number. @default no end */
  readonly to?: number;
  /** The share of requests, 0 to 1, drawn by the scenario's seed. @default 1 */
  readonly rate?: number;
  /**
   * A token bucket for all matching requests together: only those beyond it are concerned; without a kind of fault,
   * ThrottlingException.
   */
  readonly requestsPerSecond?: number;
  /** Size of the token bucket. @default `requestsPerSecond` */
  readonly burst?: number;

  /** ThrottlingException (429), with a Retry-After header if its seconds are given. */
  readonly throttle?:
    | true
    | {
        /** The seconds of Retry-After. */
        readonly retryAfterSeconds: number;
      };
  /**
   * An HTTP status. From 400 on it is an error without a body (500 is InternalServerException, 503
   * ServiceUnavailableException); 101 and 200 to 399 come with the usual answer.
   */
  readonly status?: number;
  /** Any AWS exception. HTTP status and message default to those of the service for the type. */
  readonly error?: {
    /** The type, such as `AccessDeniedException`. */
    readonly type: string;
    /** What it says. @default that of the service for the type */
    readonly message?: string;
    /** The HTTP status. @default that of the service for the type */
    readonly status?: number;
  };
  /** The connection is reset instead of an answer. */
  readonly reset?: true;
  /** The answer ends in the middle and the connection with it. */
  readonly truncate?: true;
  /** A page of HTML, as captive portals and proxies send it. */
  readonly html?: true;
  /** This text as the answer, with the usual content type. @example `'{"accounts": ['` */
  readonly body?: string;
  /**
   * The usual answer of Inspector, in which these members replace those of the same name. @example `{ nextToken: 7 }`
   */
  readonly patch?: Readonly<Record<string, unknown>>;
  /** A list that never ends: the answer is an empty page of members, with a token that was never given before. */
  readonly endless?: true;
  /** No answer at all, until the emulator closes. */
  readonly hang?: true;
  /** The head of the answer comes, and half of its body; then nothing more, until the emulator closes. */
  readonly stall?: true;
  /** The body of the answer comes one byte at a time, each after this duration. @example `"1s"` */
  readonly drip?: string;
  /** The answer comes later by this duration. */
  readonly delay?: string;
}
