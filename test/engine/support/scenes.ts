import { startEmulator, type Call, type Emulator, type Scenario } from "../../../sdk/testing";
import { Stack } from "./stack";

/** What a test plays with. */
export interface Scene {
  readonly emulator: Emulator;
  readonly stack: Stack;
  /** When the emulator's time began, by the clock. */
  readonly begun: number;
}

export interface Props {
  /** The stack's configuration. */
  readonly config?: Readonly<Record<string, string>>;
  /** Environment variables that differ from those that point at the emulator; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Is told about each call to Amazon Inspector, once it is answered. */
  readonly onCall?: (emulator: Emulator, call: Call) => void;
}

/** Makes scenes for the tests of a suite, and clears them away after each. */
export function scenes(): (scenario: Scenario, program: string, props?: Props) => Promise<Scene> {
  const open: Scene[] = [];
  afterEach(async () => {
    for (const { emulator, stack } of open.splice(0)) {
      await emulator.close();
      stack.remove();
    }
  });
  return async (scenario, program, { config, env, onCall } = {}) => {
    const begun = Date.now();
    const emulator: Emulator = await startEmulator(scenario, { onCall: (call) => onCall?.(emulator, call) });
    const stack = new Stack({ ...emulator.env, ...env });
    open.push({ emulator, stack, begun });
    stack.write(program);
    await stack.init(config);
    return { emulator, stack, begun };
  };
}

/** A gate of a program, `const NAME = new InspectorAccountStatus("NAME", …)`. */
export function gate(name: string, args: object): string {
  return `const ${name} = new InspectorAccountStatus("${name}", ${JSON.stringify(args)});`;
}

/** A resource of a program that depends on others. */
export function dependent(name: string, ...on: readonly string[]): string {
  return `new Dependent("${name}", [${on.join(", ")}]);`;
}

/** The first call that gets an answer begins a transition that takes so long, then `account` is ENABLED. */
export function settlesAfterFirstCall(account: string, duration: string): { readonly onCall: NonNullable<Props["onCall"]>; at: number } {
  const transition = {
    at: NaN,
    onCall: (emulator: Emulator, call: Call) => {
      if (!Number.isNaN(transition.at)) return;
      transition.at = call.at;
      emulator.set({ accounts: { [account]: [{ all: "ENABLING", for: duration }, "ENABLED"] } });
    },
  };
  return transition;
}
