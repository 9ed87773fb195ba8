import type { Reading } from "../../provider/status/report";
import type { Expectation } from "../../provider/status/assessment";

const KEYS: Readonly<Record<string, string>> = {
  EC2: "ec2",
  ECR: "ecr",
  LAMBDA: "lambda",
  LAMBDA_CODE: "lambdaCode",
  CODE_REPOSITORY: "codeRepository",
  AMI: "ami",
};

/** Whether a reading passes according to the design. Written independently of `assess`. */
export function passes(reading: Reading, { status, resourceTypes }: Expectation): boolean {
  if (reading.kind === "missing") return false;
  if (reading.kind === "failed" && reading.failedAccount.errorCode !== "ALREADY_ENABLED") return false;

  const own = reading.kind === "account" ? reading.account.state.status : reading.failedAccount.status;
  const scans: Record<string, string | undefined> | undefined =
    reading.kind === "account"
      ? Object.fromEntries(Object.entries(reading.account.resourceState).map(([key, state]) => [key, state?.status]))
      : reading.failedAccount.resourceStatus;

  if (resourceTypes) {
    if (status === "ENABLED" && own === "SUSPENDED") return false;
    return resourceTypes.every((type) => scans?.[KEYS[type]!] === status);
  }
  if (own !== status) return false;
  // An account may call itself ENABLED while nothing is scanned; AMI can't be enabled, and decides nothing.
  const deciding = Object.values(KEYS).filter((key) => key !== "ami");
  return status !== "ENABLED" || scans === undefined || deciding.some((key) => scans[key] === "ENABLED");
}
