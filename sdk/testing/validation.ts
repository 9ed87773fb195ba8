import { isObject } from "../../provider/values/json";
import { AwsError } from "./protocol";
import { TO_ENABLE } from "./timeline";

/** The members of a request, not yet looked at. */
export type Input = Readonly<Record<string, unknown>>;

/** @throws {AwsError} unless the body is a JSON object or empty. */
export function parseInput(body: string): Input {
  try {
    const value: unknown = body === "" ? {} : JSON.parse(body);
    if (isObject(value)) return value;
  } catch {
    // Answered as any other body that is no object.
  }
  throw new AwsError("SerializationException", "The request body is not a JSON object");
}

/** `accountIds` as the service model has them: at most 100, each of 12 digits. */
export function accountIdsOf(input: Input): string[] {
  const ids = strings(input, "accountIds") ?? [];
  if (ids.length > 100) refuse("accountIds", "Member must have length less than or equal to 100");
  if (ids.some((id) => !/^\d{12}$/.test(id))) {
    refuse("accountIds", "Member must satisfy constraint: [Member must satisfy regular expression pattern: \\d{12}]");
  }
  return [...new Set(ids)];
}

export function resourceTypesOf(input: Input): string[] | undefined {
  const types = strings(input, "resourceTypes");
  if (types?.some((type) => !TO_ENABLE.some((known) => known === type))) {
    refuse(
      "resourceTypes",
      `Member must satisfy constraint: [Member must satisfy enum value set: [${TO_ENABLE.join(", ")}]]`,
    );
  }
  return types;
}

export function pageSizeOf(input: Input): number {
  const { maxResults = 50 } = input;
  if (typeof maxResults !== "number" || !Number.isInteger(maxResults)) throw wrongType("maxResults");
  if (maxResults < 1) refuse("maxResults", "Member must have value greater than or equal to 1");
  if (maxResults > 50) refuse("maxResults", "Member must have value less than or equal to 50");
  return maxResults;
}

/** ValidationException for one member, as Amazon Inspector phrases it. */
export function refuse(field: string, constraint: string): never {
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${constraint}`,
    {
      members: { reason: "FIELD_VALIDATION_FAILED", fields: [{ name: field, message: constraint }] },
    },
  );
}

function strings(input: Input, field: string): string[] | undefined {
  const value = input[field] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrongType(field);
  return value.map((element: unknown) => {
    if (typeof element !== "string") throw wrongType(field);
    return element;
  });
}

const wrongType = (field: string) => new AwsError("SerializationException", `'${field}' has an unexpected type`);
