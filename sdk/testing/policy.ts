import { AwsError, type Service } from "./protocol";

/**
 * An identity-based IAM policy, as far as the operations of the emulator need one: no conditions, no principals.
 *
 * @since 0.1.0
 */
export interface PolicyDocument {
  /** Ignored. */
  readonly Version?: string;
  /** One statement or several; what none of them allows is denied. */
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

/**
 * What a policy allows or denies.
 *
 * @since 0.1.0
 */
export interface PolicyStatement {
  /** Ignored. */
  readonly Sid?: string;
  /** A denial wins over whatever allows the same. */
  readonly Effect: "Allow" | "Deny";
  /** Actions such as `"inspector2:ListMembers"`, in any case; `*` stands for anything, `?` for one character. */
  readonly Action: string | readonly string[];
  /** ARNs, with the same wildcards. The operations of Amazon Inspector take no other than `*`. */
  readonly Resource: string | readonly string[];
}

/** A request as a policy sees it. */
export interface AuthorizedRequest {
  readonly service: Service;
  readonly operation: string;
  readonly resource: string;
  readonly callerArn: string;
}

/**
 * Refuses what a policy does not allow, in the words of AWS. A denial wins; `GetCallerIdentity` is always allowed.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @throws {AwsError}
 */
export function authorize(
  policy: PolicyDocument,
  { service, operation, resource, callerArn }: AuthorizedRequest,
): void {
  const action = `${service}:${operation}`;
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  if (action === "sts:GetCallerIdentity") return;
  // Operations of Amazon Inspector have no resource types, so a statement that names an ARN does not apply to them:
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoninspector2.html
  const subject = service === "inspector2" ? "*" : resource;
  const applying = [policy.Statement].flat().filter((statement) => {
    const actions = [statement.Action].flat().map((pattern) => pattern.toLowerCase());
    return (
      actions.some((pattern) => matches(pattern, action.toLowerCase())) &&
      [statement.Resource].flat().some((pattern) => matches(pattern, subject))
    );
  });
  const denied = applying.some(({ Effect }) => Effect === "Deny");
  if (applying.length > 0 && !denied) return;
  const why = denied
    ? "with an explicit deny in an identity-based policy"
    : `because no identity-based policy allows the ${action} action`;
  throw new AwsError(
    "AccessDeniedException",
    `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  );
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(text);
}
