import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import { StatusReader } from "../../provider/dataSource";
import { startEmulator, type Emulator, type Scenario } from "../../sdk/testing";
import { useOwnEnvironment } from "./environment";
import { A, B } from "./readings";

/** The type of a gate. */
export const TYPE = "pulumi-nodejs:dynamic/inspectorAccountStatus:InspectorAccountStatus";

/** A resource that is no gate. */
export class Other extends pulumi.CustomResource {}

/** A program under `pulumi.runtime.setMocks`, the way that Pulumi recommends for tests of programs. */
class MockedProgram {
  registered: MockResourceArgs[] = [];
  asked: { token: string; inputs: unknown }[] = [];
  /** What the mocks say of the data source; without it they say what the emulator answers. */
  answer: (() => object) | undefined;
  emulator: Emulator | undefined;

  async mock({ preview = false, scenario }: { preview?: boolean; scenario?: Scenario } = {}): Promise<void> {
    this.registered = [];
    this.asked = [];
    this.answer = undefined;
    await pulumi.runtime.setMocks(
      {
        newResource: (args) => {
          this.registered.push(args);
          const outputs = args.type === TYPE ? { status: "ENABLED", satisfied: true } : {};
          return { id: preview ? undefined : `id-of-${args.name}`, state: { ...args.inputs, ...outputs } };
        },
        call: ({ token, inputs }) => {
          if (token === "aws:index/getCallerIdentity:getCallerIdentity") return { accountId: A };
          this.asked.push({ token, inputs });
          // The same answers of the emulator that the program would get without mocks.
          const reader = new StatusReader(
            () => undefined,
            () => undefined,
          );
          return this.answer ? this.answer() : reader.read(inputs as Record<string, unknown>);
        },
      },
      "project",
      "stack",
      preview,
    );
    this.emulator = await startEmulator(scenario ?? { accounts: { [A]: "ENABLED", [B]: "ENABLED" } });
    Object.assign(process.env, this.emulator.env);
  }
}

/** A program under mocks. After each test its emulator ends, and the mocks are removed for other tests. */
export function useMockedProgram(): MockedProgram {
  useOwnEnvironment();
  const program = new MockedProgram();
  afterEach(async () => {
    await program.emulator?.close();
  });
  after(() => pulumi.runtime.resetOptions("project", "stack", 1, "", "", false, ""));
  return program;
}

export function valueOf<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  return (output as unknown as { promise(withUnknowns?: boolean): Promise<T | undefined> }).promise();
}

export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}
