import type { GateFacts } from "../../provider/gate/facts";
import { Provider } from "../../provider/provider";
import { startEmulator, VirtualClock, type Emulator, type EmulatorOptions, type Scenario } from "../../sdk/testing";
import { useOwnEnvironment } from "./environment";
import { useQuickRetries } from "./quickRetries";

/** An emulated AWS, and providers that call it over HTTP, all on one virtual clock. */
export interface World {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  /** What the providers have said. */
  readonly lines: string[];
  /** What their `check` has seen of gates. */
  readonly facts: GateFacts[];
  /** A provider as a new process has it, with the stack's configuration. */
  provider(config?: Readonly<Record<string, string>>): Provider;
}

/** For a suite: makes worlds and sets the environment for them; restores everything after each test. */
export function useWorlds(): (scenario?: Scenario, options?: EmulatorOptions) => Promise<World> {
  const opened: Emulator[] = [];
  useOwnEnvironment();
  useQuickRetries();
  afterEach(async () => {
    for (const emulator of opened.splice(0)) await emulator.close();
  });
  return async (scenario = {}, options = {}) => {
    const clock = new VirtualClock();
    const emulator = await startEmulator(scenario, { clock, ...options });
    opened.push(emulator);
    // The AWS configuration of the computer must have no effect.
    const files = {
      AWS_CONFIG_FILE: "/nowhere/config",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    // The adaptive mode measures time with the computer's clock, not with the virtual one.
    Object.assign(process.env, files, { AWS_RETRY_MODE: "standard" }, emulator.env);
    const lines: string[] = [];
    const facts: GateFacts[] = [];
    return {
      emulator,
      clock,
      lines,
      facts,
      provider(config = {}) {
        const provider = new Provider({
          say: (sentence, severity) => lines.push(severity === "warning" ? `warning: ${sentence}` : sentence),
          clock,
          onFacts: (each) => facts.push(each),
        });
        provider.configure((key) => config[key]);
        return provider;
      },
    };
  };
}
