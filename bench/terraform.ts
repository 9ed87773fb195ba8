/**
 * When `retry.StateChangeConf` of hashicorp/terraform-plugin-sdk refreshes, as aws_inspector2_enabler uses it: after
 * `Delay`, again after twice the first wait, and so on up to the longest. Neither MinTimeout nor PollInterval is set.
 *
 * Source: https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/retry/state.go (WaitForStateContext)
 */
const DELAY_MS = 10_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 10_000;

export function* terraformLooks(): Generator<number> {
  let at = DELAY_MS;
  yield at;
  for (let wait = FIRST_WAIT_MS; ;) {
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    at += wait;
    yield at;
  }
}

/** A look every `interval` milliseconds; the first one at once. */
export function* fixedLooks(interval: number): Generator<number> {
  for (let at = 0; ; at += interval) yield at;
}
