import { isDeepStrictEqual } from "node:util";
import { Screen, type ScreenProps, type Span } from "./screen";

/** What a terminal shows for some time. */
export interface Frame {
  readonly rows: readonly (readonly Span[])[];
  readonly seconds: number;
}

/** How long a frame stays at most: nobody looks at a wait for as long as it takes. */
const LONGEST = 1.2;
/** What is shown for less than that is not seen. */
const SHORTEST = 0.25;
/** How long the end of a command stays. */
const END = 4;

/** Runs a command in a terminal, and returns what was to be seen of it, under the line that started it. */
export async function record(
  command: readonly [string, ...string[]],
  shown: string,
  props: ScreenProps,
): Promise<Frame[]> {
  const prompt: Span[] = [{ text: `$ ${shown}`, bold: true }];
  const frames: Frame[] = [{ rows: [prompt], seconds: SHORTEST }];
  const screen = new Screen(command, props);
  let rows: Frame["rows"] = [];
  let since = performance.now();
  const turn = (next: Frame["rows"]): void => {
    const seconds = (performance.now() - since) / 1000;
    if (seconds >= SHORTEST && rows.length > 0)
      frames.push({ rows: [prompt, ...rows], seconds: Math.min(seconds, LONGEST) });
    [rows, since] = [next, performance.now()];
  };
  screen.onChange(() => {
    const next = withoutEnd(screen.spans);
    if (!isDeepStrictEqual(next, rows)) turn(next);
  });
  await screen.ended;
  return [...frames, { rows: [prompt, ...withoutEnd(screen.spans)], seconds: END }];
}

function withoutEnd(rows: Frame["rows"]): Frame["rows"] {
  return rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1);
}
