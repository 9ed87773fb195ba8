import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atExit } from "./atExit";

/** A new folder that is gone after `remove`, or when the process has ended. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "pulumi-inspector-status-"));
  // What is being killed may still write.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 9 });
  const done = atExit(remove);
  return {
    path,
    remove: () => {
      remove();
      done();
    },
  };
}
