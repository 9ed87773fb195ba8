import type { Inspector2Client, Inspector2ClientConfig } from "@aws-sdk/client-inspector2";
import type { STSClientConfig } from "@aws-sdk/client-sts";
import type { Environment } from "./environment";
import type { ClientSettings } from "./settings";
import { credentialsOf } from "./credentials";
import { FaultError, UnreadableAnswer, wereRefused } from "../status/fault";
import { callerFault, callFault } from "./callFault";
import { boundedHandler, lastStatusOf, type Handler } from "./boundedHandler";
import { ATTEMPT_MS, untilAborted, withinTime } from "./limit";
import { endpointsOf, type ServiceEndpoints } from "./endpoints";
import { agentsFor } from "./proxy";
import { keepAnswer, type WithAnswer } from "./rawAnswer";
import type { OrganizationCalls } from "./organization";
import { measureSteadily } from "./steadyRateLimiter";

/** A request handler that a test puts in the place of the network. */
export type RequestHandler = NonNullable<Inspector2ClientConfig["requestHandler"]>;

// A missing connection is noticed within 15 s: three attempts, and the short pauses between them.
const CONNECTION_TIMEOUT_MS = 4_400;
const ATTEMPTS = 3;
/**
 * The longest time to find out who the caller is. A reason does not wait longer for the caller's name, because it is
 * only an addition.
 */
const CALLER_MS = 3_000;
/** The most that ListMembers takes. */
const MEMBERS_PER_PAGE = 50;

/** Who makes the calls. */
interface Caller {
  readonly accountId: string;
  readonly arn: string;
}

/** The options of a single call of the AWS SDK. */
interface CallOptions {
  readonly abortSignal: AbortSignal;
}

/**
 * The calls of one connection. They share one client, made at the first call, with its keep-alive connections. A call
 * whose signal is aborted rejects at once, at whatever step it is.
 */
export class InspectorCalls implements OrganizationCalls {
  readonly #settings: ClientSettings;
  readonly #requestHandler: RequestHandler | undefined;
  readonly #env: Environment;
  #client: Promise<Inspector2Client> | undefined;

  constructor(settings: ClientSettings, requestHandler?: RequestHandler, env: Environment = process.env) {
    this.#settings = settings;
    this.#requestHandler = requestHandler;
    this.#env = env;
  }

  /** Calls BatchGetAccountStatus and resolves to the answer as it came. */
  readonly batchGetAccountStatus: OrganizationCalls["batchGetAccountStatus"] = async (accountIds, signal) => {
    const { BatchGetAccountStatusCommand } = loadSdk();
    const input = accountIds ? { accountIds: [...accountIds] } : {};
    return this.#call("BatchGetAccountStatus", signal, (client, options) =>
      client.send(new BatchGetAccountStatusCommand(input), options),
    );
  };

  /** Calls ListMembers for one page and resolves to the answer as it came. */
  async listMembers(nextToken: string | undefined, signal?: AbortSignal): Promise<unknown> {
    const { ListMembersCommand } = loadSdk();
    const input = { onlyAssociated: false, maxResults: MEMBERS_PER_PAGE, nextToken };
    return this.#call("ListMembers", signal, (client, options) => client.send(new ListMembersCommand(input), options));
  }

  /** Calls GetDelegatedAdminAccount and resolves to the answer as it came. */
  async getDelegatedAdminAccount(signal?: AbortSignal): Promise<unknown> {
    const { GetDelegatedAdminAccountCommand } = loadSdk();
    return this.#call("GetDelegatedAdminAccount", signal, (client, options) =>
      client.send(new GetDelegatedAdminAccountCommand({}), options),
    );
  }

  /** The ARN of the caller; `undefined` if STS does not answer soon. Needs no permission. */
  async caller(signal?: AbortSignal): Promise<string | undefined> {
    const ask = async (abortSignal: AbortSignal) => (await this.#caller(await this.#opened(), { abortSignal })).arn;
    return withinTime(CALLER_MS, () => new Error("too late"), ask, signal).catch(() => undefined);
  }

  async #call(
    operation: string,
    signal: AbortSignal | undefined,
    send: (client: Inspector2Client, options: CallOptions) => Promise<unknown>,
  ): Promise<unknown> {
    let call: AbortSignal | undefined;
    try {
      return await untilAborted(async (abortSignal) => {
        call = abortSignal;
        const client = this.#opened();
        try {
          return ((await send(await client, { abortSignal })) as WithAnswer).answer;
        } catch (error) {
          // The AWS SDK keeps credentials until they expire, even if the service refuses them. A new client resolves
          // them anew, once.
          if (!wereRefused(callFault(error, operation))) throw error;
          if (this.#client === client) this.#client = undefined;
          return ((await send(await this.#opened(), { abortSignal })) as WithAnswer).answer;
        }
      }, signal);
    } catch (error) {
      const fault = callFault(error, operation);
      const status = call && signal?.aborted ? lastStatusOf(call) : undefined;
      if (status === undefined) throw new FaultError(fault);
      throw new FaultError({
        ...fault,
        message: `${fault.message}; the last attempt was answered with HTTP ${status}`,
      });
    }
  }

  #opened(): Promise<Inspector2Client> {
    const client = (this.#client ??= this.#open());
    // The next call makes a new client, because this one could not be made.
    client.catch(() => {
      if (this.#client === client) this.#client = undefined;
    });
    return client;
  }

  async #open(): Promise<Inspector2Client> {
    const { Inspector2Client } = loadSdk();
    const { region, maxAttempts = ATTEMPTS } = this.#settings;
    const endpoints = await endpointsOf(this.#settings, this.#env);
    const sts = this.#stsOptions(endpoints);
    const credentials = await credentialsOf(
      this.#settings,
      { requestHandler: await this.#handler(CONNECTION_TIMEOUT_MS), sts },
      this.#env,
    );
    const client = new Inspector2Client({
      region,
      credentials,
      maxAttempts,
      // Calls are spaced out once the service throttles: see docs/schedule.md.
      retryMode: this.#env["AWS_RETRY_MODE"] || "adaptive",
      requestHandler: await this.#handler(ATTEMPT_MS),
      ...endpoints.inspector2,
    });
    keepAnswer(client);
    await measureSteadily(client);
    await this.#admit(client);
    return client;
  }

  /**
   * Refuses the caller's account if the configuration does not allow it, before the first call of each client to Amazon
   * Inspector.
   */
  async #admit(client: Inspector2Client): Promise<void> {
    const { allowedAccountIds, forbiddenAccountIds } = this.#settings;
    if (!allowedAccountIds && !forbiddenAccountIds) return;
    const { accountId, arn } = await this.#caller(client).catch((error: unknown) => {
      throw new FaultError(callerFault(error));
    });
    const refuse = (key: string, how: string): never => {
      throw new FaultError({
        kind: "refused",
        code: "AccountNotAllowed",
        message: `the caller is ${arn}`,
        subject: `\`aws:${key}\` in the stack's configuration ${how} account ${accountId}`,
        remedy: "Use the credentials of another account, or correct the configuration.",
      });
    };
    if (allowedAccountIds && !allowedAccountIds.includes(accountId)) refuse("allowedAccountIds", "does not name");
    if (forbiddenAccountIds?.includes(accountId)) refuse("forbiddenAccountIds", "names");
  }

  /** Asks who the caller is, with the credentials of a client. */
  async #caller(client: Inspector2Client, options?: CallOptions): Promise<Caller> {
    const { STSClient, GetCallerIdentityCommand } =
      require("@aws-sdk/client-sts") as typeof import("@aws-sdk/client-sts");
    const { credentials } = client.config;
    const sts = new STSClient({
      ...this.#stsOptions(await endpointsOf(this.#settings, this.#env)),
      requestHandler: await this.#handler(CONNECTION_TIMEOUT_MS),
      credentials,
    });
    try {
      const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}), options);
      if (!/^[0-9]{12}$/.test(Account)) throw new UnreadableAnswer("GetCallerIdentity names no account");
      return { accountId: Account, arn: Arn };
    } finally {
      sts.destroy();
    }
  }

  #stsOptions({ sts }: ServiceEndpoints): STSClientConfig {
    const { region, stsRegion } = this.#settings;
    // STS has a limit of its own, because wrong credentials would hang for as many attempts as `aws:maxRetries` allows.
    return { region: stsRegion ?? region, maxAttempts: ATTEMPTS, ...sts };
  }

  /**
   * Makes the agents of one client. Clients share none, because destroying a client ends the connections of its agents.
   */
  async #handler(limit: number): Promise<Handler> {
    const { Inspector2Client } = loadSdk();
    const agents = await agentsFor(this.#settings.proxy ?? {});
    const requestHandler = this.#requestHandler ?? { connectionTimeout: CONNECTION_TIMEOUT_MS, ...agents };
    // The AWS SDK has no other way to make a handler from options.
    const { config } = new Inspector2Client({ region: this.#settings.region, requestHandler });
    return boundedHandler(config.requestHandler, limit);
  }
}

/**
 * Loads the AWS SDK at the first call, because most previews of new stacks make none. `import()` would take a third
 * longer, because it reads the source of each module to find the exported names.
 */
function loadSdk() {
  // The notice of the AWS SDK about Node.js versions would appear in the user's diagnostics.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  return require("@aws-sdk/client-inspector2") as typeof import("@aws-sdk/client-inspector2");
}
