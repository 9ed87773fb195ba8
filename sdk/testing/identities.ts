import { own } from "./own";
import { AwsError, type Service, type Signature } from "./protocol";
import type { Scenario } from "./scenario";

/** Who makes a request. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  /** The ARN of the role that the caller has assumed. */
  readonly roleArn?: string;
}

/** What AssumeRole hands out. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expires: number;
  readonly caller: Caller;
}

export const DEFAULT_CALLER = "111122223333";
const INVALID_TOKEN = "The security token included in the request is invalid.";
const SESSION_KEY = "ASIAEMULATOR";

/** Finds the caller of a signature, which is not verified. */
export class Identities {
  readonly #sessions = new Map<string, Session>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * @throws {AwsError} as AWS refuses: nothing signed, scope of another service, Region not opted in, token expired or
   * unknown.
   */
  authenticate(signature: Signature | undefined, service: Service, scenario: Scenario): Caller {
    if (!signature) throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
    const { accessKeyId, region, sessionToken } = signature;
    if (signature.service !== service) {
      throw new AwsError("InvalidSignatureException", `Credential should be scoped to correct service: '${service}'.`);
    }
    // STS also answers in a Region that is not opted in for Inspector: its endpoint may be the global one.
    if (service === "inspector2" && scenario.regions && !scenario.regions.includes(region)) {
      throw new AwsError("UnrecognizedClientException", INVALID_TOKEN);
    }
    const script = own(scenario.credentials, accessKeyId);
    const session = this.#sessions.get(accessKeyId);
    if (script === "EXPIRED" || (session && this.#now() >= session.expires)) {
      throw new AwsError("ExpiredTokenException", "The security token included in the request is expired");
    }
    const strange = accessKeyId.startsWith(SESSION_KEY) && (!session || session.sessionToken !== sessionToken);
    if (script === "UNKNOWN" || (strange && !script)) throw new AwsError("UnrecognizedClientException", INVALID_TOKEN);
    if (session) return session.caller;
    const accountId = script?.accountId ?? scenario.caller ?? DEFAULT_CALLER;
    return { accountId, arn: script?.arn ?? `arn:aws:iam::${accountId}:user/emulator` };
  }

  /** Temporary credentials of the account in the role's ARN. */
  assume(
    role: { readonly arn: string; readonly partition: string; readonly accountId: string; readonly name: string },
    sessionName: string,
    seconds: number,
  ): Session {
    const number = String(this.#sessions.size + 1).padStart(4, "0");
    const session: Session = {
      accessKeyId: `${SESSION_KEY}${number}`,
      secretAccessKey: "not-a-secret",
      sessionToken: `emulator-session-${number}`,
      expires: this.#now() + seconds * 1_000,
      caller: {
        accountId: role.accountId,
        arn: `arn:${role.partition}:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`,
        roleArn: role.arn,
      },
    };
    this.#sessions.set(session.accessKeyId, session);
    return session;
  }
}
