import type { Caller, Identities } from "./identities";
import { AwsError, type XmlFields } from "./protocol";

type Operation = (input: URLSearchParams, caller: Caller, identities: Identities) => XmlFields;

/** The operations of AWS STS that the emulator knows, by `Action`. */
export const STS_ACTIONS: Readonly<Record<string, Operation>> = {
  GetCallerIdentity: (_, { accountId, arn }) => ({ Arn: arn, UserId: userId(accountId, arn), Account: accountId }),
  AssumeRole: assumeRole,
};

function assumeRole(input: URLSearchParams, _: Caller, identities: Identities): XmlFields {
  const [arn, partition, accountId, path] =
    /^arn:(aws[\w-]*):iam::(\d{12}):role\/(.+)$/.exec(input.get("RoleArn") ?? "") ?? [];
  const sessionName = input.get("RoleSessionName") ?? "";
  const seconds = Number(input.get("DurationSeconds") ?? 3_600);
  if (!arn || !partition || !accountId || !path)
    throw new AwsError("ValidationError", `${input.get("RoleArn")} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
    throw invalid("roleSessionName", "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
  if (!(seconds >= 900 && seconds <= 43_200))
    throw invalid("durationSeconds", "Member must have value between 900 and 43200");
  const session = identities.assume(
    { arn, partition, accountId, name: path.slice(path.lastIndexOf("/") + 1) },
    sessionName,
    seconds,
  );
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expires).toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: userId(accountId, session.caller.arn), Arn: session.caller.arn },
  };
}

function userId(accountId: string, arn: string): string {
  const [, , sessionName] = arn.split("/");
  return sessionName === undefined ? `AIDAEMULATOR${accountId}` : `AROAEMULATOR${accountId}:${sessionName}`;
}

function invalid(field: string, constraint: string): AwsError {
  return new AwsError(
    "ValidationError",
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${constraint}`,
  );
}
