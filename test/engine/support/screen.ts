import { spawn, type IPty } from "@lydell/node-pty";
import { Terminal } from "@xterm/headless";
import { killTree } from "../../../tools/processTree";
import type { Stack } from "./stack";

/** A command of the CLI in a terminal of a fixed size, as a person sees it. */
export class Screen {
  readonly #terminal: Terminal;
  readonly #process: IPty;
  readonly #watchers = new Set<() => void>();
  /** The exit code of the command. */
  readonly ended: Promise<number>;

  constructor(stack: Stack, columns: number, ...args: readonly string[]) {
    this.#terminal = new Terminal({ cols: columns, rows: 40, allowProposedApi: true });
    this.#process = spawn("pulumi", [...args], {
      name: "xterm-256color",
      cols: columns,
      rows: 40,
      cwd: stack.project,
      env: stack.env,
    });
    this.#process.onData((data) =>
      this.#terminal.write(data, () => {
        for (const watcher of this.#watchers) watcher();
      }),
    );
    this.ended = new Promise((resolve) => this.#process.onExit(({ exitCode }) => resolve(exitCode)));
  }

  /** The rows that are to be seen. */
  get rows(): readonly string[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, index) =>
      (active.getLine(active.viewportY + index)?.translateToString(true) ?? "").trimEnd(),
    );
  }

  /** The first row that matches, as soon as there is one. */
  row(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.rows.find((row) => pattern.test(row));
        if (found === undefined) return;
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      void this.ended.then((code) =>
        reject(new Error(`it ended with exit code ${code}, without ${pattern}:\n${this.rows.join("\n")}`)),
      );
      look();
    });
  }

  close(): void {
    killTree(this.#process.pid);
  }
}
