import fc from "fast-check";
import type { FailedAccount, InspectorState, Reading } from "../../provider/status/report";
import type { Expectation } from "../../provider/status/assessment";
import { ERROR_CODES, SCAN_TYPES } from "../../provider/status/vocabulary";

const KEYS = ["ec2", "ecr", "lambda", "lambdaCode", "codeRepository", "ami"];

export const anAccountId = fc
  .integer({ min: 0, max: 999_999_999_999 })
  .map((number) => String(number).padStart(12, "0"));

/** Mostly the expected status, because otherwise nothing would ever pass. */
const aStatus = fc.oneof(
  { weight: 6, arbitrary: fc.constant("ENABLED") },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "DISABLED",
      "SUSPENDED",
      "ENABLING",
      "DISABLING",
      "SUSPENDING",
      "NEW_STATUS",
      "enabled",
      "ENABLED ",
    ),
  },
);

const aCode = fc.constantFrom("ALREADY_ENABLED", ...ERROR_CODES, "NEW_CODE", "ENABLED");

/** Readings as the reader returns them. */
const words = fc.string({ minLength: 1 }).filter((text) => text.trim() !== "" && !text.includes("##"));

function optional<T>(arbitrary: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight, arbitrary }, { weight: 1, arbitrary: fc.constant(undefined) });
}

/** An object without its undefined members, as JSON has it. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

const aState = fc
  .record({ status: optional(aStatus, 9), errorCode: optional(aCode), errorMessage: optional(words) })
  .map((state) => defined(state) as InspectorState);

export function aReading(accountId: string): fc.Arbitrary<Reading> {
  const account = fc
    .record({
      state: aState,
      resourceState: fc.dictionary(fc.constantFrom(...KEYS), aState, { noNullPrototype: true }),
    })
    .map((rest): Reading => ({ kind: "account", account: { accountId, ...rest } }));
  const failed = fc
    .record({
      status: optional(aStatus),
      resourceStatus: optional(fc.dictionary(fc.constantFrom(...KEYS), aStatus, { noNullPrototype: true })),
      errorCode: optional(aCode, 4),
      errorMessage: optional(words),
    })
    .map((rest): Reading => ({ kind: "failed", failedAccount: { accountId, ...defined(rest) } as FailedAccount }));
  return fc.oneof(
    { weight: 6, arbitrary: account },
    { weight: 4, arbitrary: failed },
    { weight: 1, arbitrary: fc.constant<Reading>({ kind: "missing" }) },
  );
}

export const someReadings: fc.Arbitrary<Record<string, Reading>> = fc
  .uniqueArray(anAccountId, { minLength: 1, maxLength: 5 })
  .chain((ids) => fc.tuple(...ids.map((id) => fc.tuple(fc.constant(id), aReading(id)))))
  .map((entries) => Object.fromEntries(entries));

export const anExpectation: fc.Arbitrary<Expectation> = fc.record({
  status: fc.constantFrom("ENABLED", "ENABLED", "ENABLED", "DISABLED", "SUSPENDED"),
  resourceTypes: optional(fc.uniqueArray(fc.constantFrom(...SCAN_TYPES), { minLength: 1 })),
});
