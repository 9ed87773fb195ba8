import { spawn } from "node:child_process";
import { formatDuration } from "../values/duration";
import { withinTime } from "./limit";
import type { Section } from "./sharedConfig";

/** The longest output that is read. Credentials take a few KB. */
const LONGEST_OUTPUT = 1024 * 1024;

/** Credentials as the AWS SDK takes them. */
export interface ProcessCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/**
 * The command that prints the credentials of a profile; `undefined` if the profile has none, or has a role or keys,
 * which come first.
 */
export function credentialProcessOf(profile: Section | undefined): string | undefined {
  const { role_arn, aws_access_key_id, aws_secret_access_key, credential_process } = profile ?? {};
  return role_arn || (aws_access_key_id && aws_secret_access_key) ? undefined : credential_process;
}

/**
 * Runs the process that prints credentials. The AWS SDK would run it without a limit: it would wait for ever for a
 * process that never ends, and our own process could not exit either. No error repeats the command line or the output,
 * because both may hold secrets.
 *
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export async function runCredentialProcess(command: string, limit: number): Promise<ProcessCredentials> {
  const late = (): Error => new Error(`its credential_process did not end within ${formatDuration(limit)}`);
  return parse(await withinTime(limit, late, (signal) => outputOf(command, signal)));
}

function outputOf(command: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    // The process has a group of its own, so that everything that it started ends with it.
    const isGroup = process.platform !== "win32";
    const child = spawn(command, {
      shell: true,
      detached: isGroup,
      windowsHide: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const kill = (): void => {
      child.stdout.destroy();
      try {
        if (isGroup && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
        else child.kill("SIGKILL");
      } catch {
        // The process has ended in the meantime.
      }
    };
    signal.addEventListener("abort", kill, { once: true });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      output += part;
      if (output.length <= LONGEST_OUTPUT) return;
      kill();
      reject(new Error("its credential_process prints more than 1 MiB"));
    });
    child.on("error", () => reject(new Error("its credential_process could not be started")));
    child.on("close", (code, name) => {
      signal.removeEventListener("abort", kill);
      if (code === 0) resolve(output);
      else reject(new Error(`its credential_process ended with ${name ?? `exit code ${String(code)}`}`));
    });
  });
}

function parse(output: string): ProcessCredentials {
  let data: Readonly<Record<string, unknown>> | null;
  try {
    data = JSON.parse(output) as Readonly<Record<string, unknown>> | null;
  } catch {
    throw new Error("its credential_process did not print JSON");
  }
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = data ?? {};
  if (Version !== 1) throw new Error("its credential_process did not print `Version` 1");
  if (typeof AccessKeyId !== "string" || typeof SecretAccessKey !== "string")
    throw new Error("its credential_process did not print `AccessKeyId` and `SecretAccessKey`");
  const expiration = typeof Expiration === "string" ? new Date(Expiration) : undefined;
  if (expiration && !(expiration.getTime() > Date.now()))
    throw new Error("its credential_process printed credentials that have expired");
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(typeof SessionToken === "string" && { sessionToken: SessionToken }),
    ...(expiration && { expiration }),
  };
}
