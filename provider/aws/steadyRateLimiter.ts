import type { Inspector2Client } from "@aws-sdk/client-inspector2";

/** The private parts of the AWS SDK's adaptive retries, as far as they are used here. */
interface Limited {
  readonly rateLimiter?: { getCurrentTimeInSeconds?: () => number };
}

/**
 * Makes a client's adaptive retries measure time with the monotonic clock. They use the wall clock by default: when it
 * was set back by an hour after a throttled call, the next call went out after 3,603 s instead of 10 s (measured; see
 * the test of this file). The AWS SDK has no option for it. Its mode `standard` is no alternative, because gates fail
 * with it where the service allows few calls: see docs/schedule.md. If a later version lacks the private member,
 * nothing is set.
 */
export async function measureSteadily(client: Inspector2Client): Promise<void> {
  const { rateLimiter } = (await client.config.retryStrategy()) as Limited;
  if (typeof rateLimiter?.getCurrentTimeInSeconds !== "function") return;
  const began = Date.now() - performance.now();
  rateLimiter.getCurrentTimeInSeconds = () => (began + performance.now()) / 1_000;
}
