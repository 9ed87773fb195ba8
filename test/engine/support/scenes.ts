import { startEmulator, type Call, type Emulator, type Scenario } from "../../../sdk/testing";
import { SECRETS, Stack } from "./stack";

/** The parts of a test: emulator, program, stack. */
export interface Scene {
  readonly emulator: Emulator;
  readonly stack: Stack;
  /** When the emulator's time began, by the clock. */
  readonly begun: number;
  /** Does something once the next call to Amazon Inspector is answered. */
  afterNextCall(action: (call: Call) => void): void;
}

export interface Props {
  /** The stack's configuration. */
  readonly config?: Readonly<Record<string, string>>;
  /** Environment variables that differ from those that point at the emulator; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The shared configuration of AWS. */
  readonly awsConfig?: string;
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
  return async (scenario, program, { config, env, awsConfig = "" } = {}) => {
    let actions: ((call: Call) => void)[] = [];
    const onCall = (call: Call) => {
      const due = actions;
      actions = [];
      for (const action of due) action(call);
    };
    const begun = Date.now();
    const emulator = await startEmulator(scenario, { onCall });
    const stack = new Stack({ ...emulator.env, ...SECRETS, ...env }, awsConfig);
    const scene: Scene = { emulator, stack, begun, afterNextCall: (action) => actions.push(action) };
    open.push(scene);
    stack.write(program);
    await stack.init(config);
    return scene;
  };
}

/** A gate of a program: `const NAME = new InspectorAccountStatus("NAME", …)`. */
export function gate(name: string, args: object): string {
  return `const ${name} = new InspectorAccountStatus("${name}", ${JSON.stringify(args)});\n`;
}

/** A resource of a program that depends on others. */
export function dependent(name: string, ...on: readonly string[]): string {
  return `new Dependent("${name}", [${on.join(", ")}]);\n`;
}
