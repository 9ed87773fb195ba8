import { delimiter } from "node:path";
import { pathToFileURL } from "node:url";
import { childEnvironment } from "./childEnvironment";

interface Places {
  /** The folder that holds the state. */
  readonly state: string;
  /** The folder that is Pulumi's home. */
  readonly home: string;
  /** What is looked for programs before PATH is; the Pulumi CLI is in one of these folders. */
  readonly path: readonly string[];
}

/** The environment of the commands of a stack that has a state and a home of its own, and nothing of the user's. */
export function stackEnvironment({ state, home, path }: Places): NodeJS.ProcessEnv {
  return {
    ...childEnvironment(),
    PATH: [...path, process.env["PATH"] ?? ""].join(delimiter),
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_HOME: home,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/** Options of every command of the Pulumi CLI whose output is read. */
export const PLAIN = ["--non-interactive", "--color", "never"];
