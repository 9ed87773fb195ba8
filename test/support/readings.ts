import type { FailedAccount, InspectorState, Reading } from "../../provider/status/report";

/** Short ways to write the readings that the reader makes. */

export const A = "111122223333";
export const B = "444455556666";
export const C = "777788889999";

/** The id of the account with a number: `accountNumber(7)` is `000000000007`. */
export function accountNumber(number: number): string {
  return String(number).padStart(12, "0");
}

export function accountNumbers(count: number): string[] {
  return Array.from({ length: count }, (_, i) => accountNumber(i + 1));
}

/** A status, or a whole state. */
export type StateLike = string | InspectorState;

function stateOf(state: StateLike): InspectorState {
  return typeof state === "string" ? { status: state } : state;
}

/** An entry of `accounts`: the state of the account, and those of its scan types under the keys of the service. */
export function account(
  accountId: string,
  state: StateLike,
  resourceState: Readonly<Record<string, StateLike>> = {},
): Reading {
  const states = Object.entries(resourceState).map(([key, each]) => [key, stateOf(each)] as const);
  return { kind: "account", account: { accountId, state: stateOf(state), resourceState: Object.fromEntries(states) } };
}

/** An account whose five scan types have its status. */
export function all(accountId: string, status: string): Reading {
  const keys = ["ec2", "ecr", "lambda", "lambdaCode", "codeRepository"];
  return account(accountId, status, Object.fromEntries(keys.map((key) => [key, status])));
}

/** An entry of `failedAccounts`. */
export function failed(accountId: string, rest: Omit<FailedAccount, "accountId"> = {}): Reading {
  return { kind: "failed", failedAccount: { accountId, ...rest } };
}

export const missing: Reading = { kind: "missing" };

/** A reading that knows when it was made. */
export function dated(reading: Reading, at: number): Reading {
  return reading.kind === "account"
    ? { kind: "account", account: { ...reading.account, madeAt: at } as never }
    : reading;
}

/** When a reading was made. */
export function madeAt(reading: Reading): number {
  return (reading as unknown as { account: { madeAt: number } }).account.madeAt;
}
