import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { python } from "../python";
import { temporaryFolder } from "../temporaryFolder";
import { outputOf } from "../outputOf";

const MODEL = "botocore/data/inspector2/2020-06-08/service-2.json.gz";
/** Prints a file of a wheel, which is a zip; Node.js reads none. */
const UNZIP = "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";

/** The newest SDK on the npm registry. */
export async function newestSdk(): Promise<string> {
  return (await outputOf("npm", ["view", "@pulumi/pulumi", "version"])).toString().trim();
}

/** The newest CLI that the Go proxy serves. */
export async function newestCli(): Promise<string> {
  const args = ["list", "-m", "-f", "{{.Version}}", "github.com/pulumi/pulumi/pkg/v3@latest"];
  return (await outputOf("go", args, { ...process.env, GOWORK: "off", GOFLAGS: "" }))
    .toString()
    .trim()
    .replace(/^v/, "");
}

/** The model of Amazon Inspector in the newest botocore, and the wheel that it is from. */
export async function newestModel(): Promise<{ readonly wheel: string; readonly model: unknown }> {
  const folder = temporaryFolder();
  try {
    const command = await python();
    const pip = ["-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps", "--only-binary=:all:"];
    await outputOf(command, [...pip, "--dest", folder.path, "botocore"]);
    const [wheel] = readdirSync(folder.path);
    const packed = await outputOf(command, ["-c", UNZIP, join(folder.path, wheel!), MODEL]);
    return { wheel: wheel!, model: JSON.parse(gunzipSync(packed).toString()) as unknown };
  } finally {
    folder.remove();
  }
}
