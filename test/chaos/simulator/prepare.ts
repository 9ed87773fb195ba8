import { InspectorCalls } from "../../../provider/aws/client";
import type { RequestHandler } from "../../../provider/aws/client";
import { simulateKeys } from "../programs/keys";
import { noteLooks } from "./looks";

/**
 * Makes the AWS SDK load what it loads when it is first used (its modules, and files of configuration that are not
 * there), so that nothing of that happens while time is simulated.
 */
export async function prepareSdk(): Promise<void> {
  noteLooks();
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "AKIDNOBODY",
    AWS_SECRET_ACCESS_KEY: "not-a-secret",
    AWS_CONFIG_FILE: "/nonexistent",
    AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_INSPECTOR2", "AWS_ENDPOINT_URL"])
    delete process.env[name];
  const response = { statusCode: 200, headers: {}, body: Buffer.from('{"accounts":[]}') };
  const requestHandler = { handle: async () => ({ response }), destroy() {} } as unknown as RequestHandler;
  const calls = new InspectorCalls({ region: "us-east-1" }, requestHandler);
  await calls.batchGetAccountStatus(undefined);
  await calls.caller();
  simulateKeys();
  const roles = [{ roleArn: "arn:aws:iam::111122223333:role/Reader" }];
  // AssumeRole gets an answer without a session.
  await new InspectorCalls({ region: "us-east-1", roles }, requestHandler).caller();
}
