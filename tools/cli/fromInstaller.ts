import type { PulumiCommandOptions } from "@pulumi/pulumi/automation";
import { createRequire } from "node:module";
import { join } from "node:path";
import { messageOf } from "../../provider/values/messageOf";
import { addDynamicProvider } from "./binaries";
import { toCache } from "./fromCache";
import { say, type Answer } from "./source";
import { wantedVersions } from "./version";

const SITE = "https://get.pulumi.com";
/** Long enough for a slow connection to begin. A blocked one may never fail by itself. */
const CONTACT_MS = 10_000;

/** Uses the official installer, if the network allows it. */
export async function fromInstaller(): Promise<Answer> {
  try {
    await fetch(SITE, { method: "HEAD", signal: AbortSignal.timeout(CONTACT_MS) });
  } catch (error) {
    const { cause } = error as Error;
    return { obstacle: `${SITE} can't be reached (${messageOf(cause ?? error)})` };
  }
  const version = wantedVersions()[0]!;
  say(`installing ${version} from ${SITE} …`);
  try {
    const folder = await toCache(version, (root) => install(root, version));
    return { folder, origin: `${version} from ${SITE}` };
  } catch (error) {
    return { obstacle: `the installer failed (${messageOf(error).trim()})` };
  }
}

async function install(root: string, version: string): Promise<void> {
  // Loaded only here, because it takes as long to load as everything else together.
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  await PulumiCommand.install({ root, version: parse(version) });
  await addDynamicProvider(join(root, "bin"));
}

/** The version in the SDK's own terms, with the SDK's own semver. */
function parse(version: string): NonNullable<PulumiCommandOptions["version"]> {
  type Semver = { SemVer: new (version: string) => NonNullable<PulumiCommandOptions["version"]> };
  const { SemVer } = createRequire(require.resolve("@pulumi/pulumi"))("semver") as Semver;
  return new SemVer(version);
}
