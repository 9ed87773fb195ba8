import { fromCache } from "./cli/fromCache";
import { fromGo } from "./cli/fromGo";
import { fromInstaller } from "./cli/fromInstaller";
import { fromPath } from "./cli/fromPath";
import { say } from "./cli/source";

/**
 * The folder of a Pulumi CLI that works, with its host for Node.js and for dynamic providers, obtained where there is
 * none. With this folder in front, PATH needs nothing else of Pulumi's.
 */
export async function pulumiCli(): Promise<string> {
  const obstacles: string[] = [];
  for (const source of [fromPath, fromCache, fromInstaller, fromGo]) {
    const answer = await source();
    if ("folder" in answer) {
      say(obstacles.length === 0 ? answer.origin : `${answer.origin} (${obstacles.join("; ")})`);
      return answer.folder;
    }
    obstacles.push(answer.obstacle);
  }
  throw new Error(
    `There is no Pulumi CLI, and none could be obtained: ${obstacles.join("; ")}. ` +
      "Install the CLI (https://www.pulumi.com/docs/install/) or Go 1.26.6 or later (https://go.dev/dl/), which is enough to build it.",
  );
}
