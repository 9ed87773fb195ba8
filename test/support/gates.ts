import type { Inputs } from "../../provider/gate/arguments";
import { gateOf } from "../../provider/gate/gate";
import type { Target, TargetedGate } from "../../provider/gate/target";
import type { Connection } from "../../provider/waiting/connections";

/** A gate in `us-east-1` without a connection, for functions that only describe it. */
export function gateFor(inputs: Inputs, target: Partial<Target> = {}): TargetedGate {
  const connection = { region: "us-east-1" } as Connection;
  return {
    ...gateOf(inputs, connection, () => undefined),
    target: { accountIds: inputs.accountIds ?? ["self"], skipped: {}, ...target },
  };
}
