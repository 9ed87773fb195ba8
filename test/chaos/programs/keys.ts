import type { EmulatedAws } from "../../../sdk/testing/aws";
import type { Identity } from "./identity";

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly expiration?: Date;
}

type Source = () => Promise<Keys>;

/** The source of the keys in the current run; the environment, if the run has none. */
let open: Source | undefined;

const FIRST_KEY = "AKIDFIRST";
const SECOND_KEY = "AKIDSECOND";
const [ORIGIN, STRANGER] = ["300000000000", "400000000000"];

/** Replaces the keys in the environment of this process by a simulated source. */
export function simulateKeys(): void {
  const sdk = require("@aws-sdk/credential-providers") as typeof import("@aws-sdk/credential-providers");
  const { fromEnv } = sdk;
  const simulated: typeof fromEnv = (options) => {
    const environment = fromEnv(options);
    return async () => (open ? open() : environment());
  };
  Object.assign(sdk, { fromEnv: simulated });
}

/** Starts the simulation of an identity. Returns a function that ends it. */
export function openIdentity(
  identity: Identity | undefined,
  caller: string,
  aws: EmulatedAws,
  now: () => number,
): () => void {
  if (!identity) return () => undefined;
  const { hasRole, refusedAt, renewedAt, tellsEnd, slow } = identity;
  const accountId = hasRole ? ORIGIN : caller;
  aws.set({ credentials: { [FIRST_KEY]: { accountId }, [SECOND_KEY]: { accountId } } });
  if (refusedAt < Infinity) setTimeout(() => refuse(aws), refusedAt);
  open = async () => {
    const takes = slow && slow.from <= now() && now() <= slow.until ? slow.takes : 0;
    await new Promise((resolve) => takes < Infinity && setTimeout(resolve, takes));
    const isFirst = now() < renewedAt;
    return {
      accessKeyId: isFirst ? FIRST_KEY : SECOND_KEY,
      secretAccessKey: "not-a-secret",
      ...(isFirst && tellsEnd && refusedAt < Infinity && { expiration: new Date(Date.now() + refusedAt - now()) }),
    };
  };
  return () => (open = undefined);
}

/** Refuses the first keys from now on, and all sessions that were made with them. */
function refuse(aws: EmulatedAws): void {
  const sessions = aws.calls.filter(({ operation }) => operation === "AssumeRole");
  const names = sessions.map((_, index) => `ASIAEMULATOR${String(index + 1).padStart(4, "0")}`);
  aws.set({ credentials: Object.fromEntries([FIRST_KEY, ...names].map((name) => [name, "EXPIRED"])) });
}

/** The stack's configuration. */
export function configOf(identity: Identity | undefined, caller: string): Readonly<Record<string, string>> {
  const { hasRole, allowed } = identity ?? {};
  return {
    ...(hasRole && { "aws:assumeRoles": JSON.stringify([{ roleArn: `arn:aws:iam::${caller}:role/Reader` }]) }),
    ...(allowed && { "aws:allowedAccountIds": JSON.stringify([allowed === "caller" ? caller : STRANGER]) }),
  };
}
