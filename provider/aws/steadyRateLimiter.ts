import type { Inspector2Client } from "@aws-sdk/client-inspector2";

/** What is known of the adaptive retries of the AWS SDK; it does not say so itself. */
interface Limited {
  readonly rateLimiter?: { getCurrentTimeInSeconds?: () => number };
}

/**
 * Lets a client's adaptive retries measure time by a clock that nobody sets. By themselves they take the wall clock: when
 * it was set back by an hour after a throttled call, the next call went out after 3,603 s instead of 10 s (measured; the
 * test of this file). The AWS SDK has no option for it. Its other mode, `standard`, is no way out, because gates fail with
 * it where the service allows few calls: see docs/schedule.md. Should the private member go one day, nothing is set here.
 */
export async function measureSteadily(client: Inspector2Client): Promise<void> {
  const { rateLimiter } = (await client.config.retryStrategy()) as Limited;
  if (typeof rateLimiter?.getCurrentTimeInSeconds !== "function") return;
  const began = Date.now() - performance.now();
  rateLimiter.getCurrentTimeInSeconds = () => (began + performance.now()) / 1_000;
}
