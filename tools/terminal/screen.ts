import { spawn, type IPty } from "@lydell/node-pty";
import { Terminal, type IBufferCell } from "@xterm/headless";
import { killTree } from "../processTree";

export interface ScreenProps {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly columns: number;
  /** @default 40 */
  readonly rows?: number;
}

/** Text of one look, as a terminal shows it. */
export interface Span {
  readonly text: string;
  /** One of the sixteen colours of a terminal; none is the colour of the text. */
  readonly color?: number;
  readonly bold: boolean;
}

/** A command in a terminal of a fixed size, as a person sees it. */
export class Screen {
  readonly #terminal: Terminal;
  readonly #process: IPty;
  readonly #watchers = new Set<() => void>();
  /** The exit code of the command. */
  readonly ended: Promise<number>;

  constructor([command, ...args]: readonly [string, ...string[]], { cwd, env, columns, rows = 40 }: ScreenProps) {
    this.#terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#process = spawn(command, args, { name: "xterm-256color", cols: columns, rows, cwd, env });
    this.#process.onData((data) =>
      this.#terminal.write(data, () => {
        for (const watcher of this.#watchers) watcher();
      }),
    );
    this.ended = new Promise((resolve) => this.#process.onExit(({ exitCode }) => resolve(exitCode)));
  }

  /** The rows that are to be seen. */
  get rows(): readonly string[] {
    return this.spans.map((spans) => spans.map(({ text }) => text).join(""));
  }

  /** The same with their colours. */
  get spans(): readonly (readonly Span[])[] {
    return Array.from({ length: this.#terminal.rows }, (_, index) => this.#spansOf(index));
  }

  #spansOf(row: number): Span[] {
    const { active } = this.#terminal.buffer;
    const line = active.getLine(active.viewportY + row);
    const width = (line?.translateToString(true) ?? "").trimEnd().length;
    const spans: Span[] = [];
    for (let column = 0; column < width; column++) {
      const next = spanOf(line!.getCell(column)!);
      const last = spans.at(-1);
      if (last?.color === next.color && last?.bold === next.bold)
        spans[spans.length - 1] = { ...last, text: last.text + next.text };
      else spans.push(next);
    }
    return spans;
  }

  /** The first row that matches, as soon as there is one. */
  row(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.rows.find((row) => pattern.test(row));
        if (found === undefined) return;
        stop();
        resolve(found);
      };
      const stop = this.onChange(look);
      void this.ended.then((code) =>
        reject(new Error(`it ended with exit code ${code}, without ${pattern}:\n${this.rows.join("\n")}`)),
      );
      look();
    });
  }

  /** Calls back whenever something may be seen that was not there before, until what is returned is called. */
  onChange(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  close(): void {
    killTree(this.#process.pid);
  }
}

function spanOf(cell: IBufferCell): Span {
  const text = cell.getChars() || " ";
  const bold = cell.isBold() !== 0;
  return cell.isFgPalette() && cell.getFgColor() < 16 ? { text, bold, color: cell.getFgColor() } : { text, bold };
}
