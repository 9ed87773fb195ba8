import assert from "node:assert/strict";
import { POINTS } from "../kill/points";
import { trial } from "../kill/trial";
import { WAYS } from "../kill/ways";

/** Those that need our help; `npm run kill` tries all points in all ways. */
const KILLS = [
  ["a data source waits", "SIGKILL to the CLI"],
  ["in `check` of a deployed gate, which looks", "SIGKILL to the CLI"],
  ["after the partial failure", "SIGKILL to the provider"],
  ["while dependents are created", "SIGTERM to the CLI"],
] as const;

// The environment of other processes can be read on Linux only.
(process.platform === "linux" ? describe : describe.skip)("an update that is killed", () => {
  for (const [pointName, wayName] of KILLS) {
    it(`${pointName}: ${wayName}; recovers, leaves nobody behind, writes nothing`, async () => {
      const [point, way] = [POINTS.find(({ name }) => name === pointName), WAYS.find(({ name }) => name === wayName)];
      const { problems, orphans, writes } = await trial(point!, way!);
      assert.deepEqual({ problems, orphans, writes }, { problems: [], orphans: [], writes: [] });
    });
  }
});
