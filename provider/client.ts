import type { Inspector2Client, Inspector2ClientConfig } from "@aws-sdk/client-inspector2";
import type { STSClientConfig } from "@aws-sdk/client-sts";
import { faultOf } from "./fault";
import { keepAnswer, type WithAnswer } from "./rawAnswer";
import type { BatchGetAccountStatus } from "./reader";

/** How to reach the service. */
export interface ClientSettings {
  readonly region: string;
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** What a test puts in place of the network. */
export type RequestHandler = NonNullable<Inspector2ClientConfig["requestHandler"]>;

// That there is no connection is known within 15 s: three attempts, and the short pauses between them.
const CONNECTION_TIMEOUT_MS = 4_400;
// The service answers within a second; what takes this long will not come.
const REQUEST_TIMEOUT_MS = 20_000;
const ATTEMPTS = 3;
/** The most that ListMembers takes. */
const MEMBERS_PER_PAGE = 50;

/** The calls of one connection: one client with its keep-alive connections, made at the first call. */
export class InspectorCalls {
  #client: Promise<Inspector2Client> | undefined;

  constructor(
    private readonly settings: ClientSettings,
    private readonly requestHandler?: RequestHandler,
  ) {}

  /** Calls BatchGetAccountStatus and resolves to the answer as it came. */
  readonly batchGetAccountStatus: BatchGetAccountStatus = async (accountIds) => {
    const { BatchGetAccountStatusCommand } = await loadSdk();
    const input = accountIds ? { accountIds: [...accountIds] } : {};
    return this.#call((client) => client.send(new BatchGetAccountStatusCommand(input)));
  };

  /** Calls ListMembers for one page and resolves to the answer as it came. */
  async listMembers(nextToken: string | undefined): Promise<unknown> {
    const { ListMembersCommand } = await loadSdk();
    const input = { onlyAssociated: false, maxResults: MEMBERS_PER_PAGE, nextToken };
    return this.#call((client) => client.send(new ListMembersCommand(input)));
  }

  /** Calls GetDelegatedAdminAccount and resolves to the answer as it came. */
  async getDelegatedAdminAccount(): Promise<unknown> {
    const { GetDelegatedAdminAccountCommand } = await loadSdk();
    return this.#call((client) => client.send(new GetDelegatedAdminAccountCommand({})));
  }

  /** The ARN of the caller, or `undefined` if it can't be had. Needs no permission. */
  async caller(): Promise<string | undefined> {
    try {
      const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
      const { region, profile } = this.settings;
      const client = new STSClient({ region, ...this.#common(), ...(profile && { profile }) } satisfies STSClientConfig);
      const { Arn } = await client.send(new GetCallerIdentityCommand({}));
      client.destroy();
      return Arn;
    } catch {
      return undefined;
    }
  }

  async #call(send: (client: Inspector2Client) => Promise<unknown>): Promise<unknown> {
    const client = (this.#client ??= this.#open());
    try {
      return ((await send(await client)) as WithAnswer).answer;
    } catch (error) {
      // The AWS SDK keeps credentials while their expiration lies ahead, even if the service refuses them:
      // a new client resolves them anew, once.
      if (faultOf(error).kind !== "credentials") throw error;
      if (this.#client === client) this.#client = this.#open();
      return ((await send(await this.#client)) as WithAnswer).answer;
    }
  }

  async #open(): Promise<Inspector2Client> {
    const { Inspector2Client } = await loadSdk();
    const { region, profile, endpoint } = this.settings;
    const client = new Inspector2Client({
      region,
      ...this.#common(),
      ...(profile && { profile }),
      ...(endpoint && { endpoint }),
    });
    keepAnswer(client);
    return client;
  }

  #common() {
    const requestHandler = this.requestHandler ?? {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    };
    return { maxAttempts: ATTEMPTS, requestHandler };
  }
}

/** Loads the AWS SDK when the first call is made: most previews of new stacks make none. */
function loadSdk() {
  // Its notice about Node.js versions would stand in the user's diagnostics.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  return import("@aws-sdk/client-inspector2");
}

/** The Region of the AWS SDK's own chain: the environment, then the profile in the shared configuration. */
export async function defaultRegion(profile: string | undefined): Promise<string | undefined> {
  const fromEnvironment = process.env["AWS_REGION"] || process.env["AWS_DEFAULT_REGION"];
  if (fromEnvironment) return fromEnvironment;
  const { Inspector2Client } = await loadSdk();
  const client = new Inspector2Client(profile ? { profile } : {});
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
