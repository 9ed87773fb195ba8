import type { Inspector2Client } from "@aws-sdk/client-inspector2";

/** What is known of the adaptive retries of the AWS SDK; it does not say so itself. */
interface Limited {
  readonly rateLimiter?: { getCurrentTimeInSeconds?: () => number };
}

/**
 * Lets a client's adaptive retries measure time by a clock that nobody sets. By themselves they take the computer's:
 * once they space out calls and it is set back by an hour, the next call is held back for that hour.
 */
export async function measureSteadily(client: Inspector2Client): Promise<void> {
  const { rateLimiter } = (await client.config.retryStrategy()) as Limited;
  if (typeof rateLimiter?.getCurrentTimeInSeconds !== "function") return;
  const began = Date.now() - performance.now();
  rateLimiter.getCurrentTimeInSeconds = () => (began + performance.now()) / 1_000;
}
