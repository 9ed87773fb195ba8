import { readdir, readFile, stat } from "node:fs/promises";
import { devNull, homedir } from "node:os";
import { join } from "node:path";
import { FaultError } from "../status/fault";
import { formatDuration } from "../values/duration";
import { withinTime } from "./limit";
import type { Environment } from "./environment";

/** The longest wait for a file. A file is read at once, unless its file system hangs. */
const FILES_MS = 5_000;
/** The largest file that is read. No list of profiles is that long. */
const LARGEST_FILE_BYTES = 16 * 1024 * 1024;

/** The texts of the two shared files of this computer; empty for a file that does not exist, as in the AWS SDK. */
export interface SharedTexts {
  readonly config: string;
  readonly credentials: string;
}

/**
 * Reads the shared files, anew each time. It refuses what is not a plain file, such as a named pipe: the AWS SDK reads
 * the same files, and the tokens beside them, and would read such a file for ever, so that the process could not even
 * exit.
 *
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export function readSharedTexts(env: Environment): Promise<SharedTexts> {
  const folder = join(homeOf(env), ".aws");
  const late = (): Error =>
    new FaultError({
      kind: "credentials",
      code: "SharedFilesUnreadable",
      message: `they could not be read within ${formatDuration(FILES_MS)}`,
      subject: "the shared AWS configuration of this computer does not come",
      remedy: "Check the file system of AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE or ~/.aws.",
    });
  return withinTime(FILES_MS, late, async () => {
    const [config, credentials] = await Promise.all([
      textOf(pathOf(env, "AWS_CONFIG_FILE", join(folder, "config")), "the shared AWS configuration"),
      textOf(pathOf(env, "AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials")), "the shared AWS credentials"),
      refuseEndlessTokens(env, folder),
    ]);
    for (const [, path] of `${config}\n${credentials}`.matchAll(/^\s*web_identity_token_file\s*=\s*(.+?)\s*$/gm)) {
      await refuseEndless(path!, "a web identity token");
    }
    return { config, credentials };
  });
}

function homeOf(env: Environment): string {
  return env["HOME"] || homedir();
}

function pathOf(env: Environment, name: string, otherwise: string): string {
  const path = env[name] || otherwise;
  return path.startsWith("~/") ? join(homeOf(env), path.slice(2)) : path;
}

const reading = new Map<string, Promise<string>>();

/**
 * Reads a file. All callers share one reading, because a file that hangs blocks one of the few threads of Node.js for
 * each reading.
 */
function textOf(path: string, what: string): Promise<string> {
  const known = reading.get(path);
  if (known) return known;
  const text = refuseEndless(path, what)
    .then((exists) => (exists ? readFile(path, "utf8").catch(() => "") : ""))
    .finally(() => reading.delete(path));
  reading.set(path, text);
  return text;
}

async function refuseEndlessTokens(env: Environment, folder: string): Promise<void> {
  for (const name of ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"]) {
    if (env[name]) await refuseEndless(env[name], name);
  }
  for (const cache of [join(folder, "sso", "cache"), join(folder, "login", "cache")]) {
    const names = await readdir(cache).catch(() => []);
    await Promise.all(names.map((name) => refuseEndless(join(cache, name), "a cached token")));
  }
}

/** Whether a file exists. Refuses a path that can't be read to its end. */
async function refuseEndless(path: string, what: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found || path === devNull) return false;
  const isEndless = found.isFIFO() || found.isSocket() || found.isCharacterDevice() || found.size > LARGEST_FILE_BYTES;
  if (!isEndless) return true;
  throw new FaultError({
    kind: "credentials",
    code: "NotAFile",
    message: found.isFile() ? "it is larger than 16 MiB" : "it is a pipe, a socket or a device",
    subject: `${what} is not a file that can be read: ${path}`,
    remedy: "Name a file there.",
  });
}
