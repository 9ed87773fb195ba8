import { temporaryFolder } from "../tools/temporaryFolder";
import { accountNumber } from "./crowd";
import { startEmulatorProcess, type EmulatorProcess } from "../tools/emulatorProcess";
import { median, middle, ratio, type Figure, type Figures } from "./figures";
import { Project } from "./project";
import { rounds } from "./rounds";

/** How often each is measured: with more resources, a run takes longer and varies less. */
const ROUNDS = { 1: 5, 100: 4, 500: 3 } as const;
const SIZES = [1, 100, 500] as const;
const SLOW_COUNT = 100;
const SLOW_ROUNDS = 4;

/** The real CLI, gates and bare resources in turns. */
export async function engineFigures(cli: string): Promise<Figures> {
  const folder = temporaryFolder();
  const accounts = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [accountNumber(i), "ENABLED"]));
  const prompt = await startEmulatorProcess({ accounts });
  const slow = await startEmulatorProcess({ accounts, latency: "40ms" });
  try {
    const gates = new Project(folder.path, "gates", cli, prompt.env);
    const bare = new Project(folder.path, "bare", cli, prompt.env);
    await gates.init();
    await bare.init();
    const figures: Record<string, Figure> = {};
    for (const size of SIZES) Object.assign(figures, await compare(gates, bare, size, prompt));
    return { ...figures, "engine.previewVsBare_100_at40ms": await compareSlow(gates, bare, slow) };
  } finally {
    await prompt.end();
    await slow.end();
    folder.remove();
  }
}

async function compare(
  gates: Project,
  bare: Project,
  size: (typeof SIZES)[number],
  emulator: EmulatorProcess,
): Promise<Record<string, Figure>> {
  const ups: [number[], number[]] = [[], []];
  const previews: [number[], number[]] = [[], []];
  const calls: number[] = [];
  for (let round = 0; round < rounds(ROUNDS[size]); round++) {
    // The turns alternate, because the second program finds warmer caches.
    for (const index of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const project = [gates, bare][index]!;
      project.restore("empty");
      ups[index].push(await project.up(size));
      const before = (await emulator.calls()).length;
      previews[index].push(await project.preview(size));
      if (project === gates) calls.push((await emulator.calls()).length - before);
    }
  }
  gates.keep(String(size));
  bare.keep(String(size));
  const note = ([ours, theirs]: [number[], number[]]) => `${middle(ours)} ms to ${middle(theirs)} ms`;
  return {
    [`engine.upVsBare_${size}`]: ratio(...ups, note(ups)),
    [`engine.previewVsBare_${size}`]: ratio(...previews, note(previews)),
    ...(size === 500 && { "engine.callsPerPreview_500": median(calls) }),
  };
}

async function compareSlow(gates: Project, bare: Project, slow: EmulatorProcess): Promise<Figure> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  gates.restore(String(SLOW_COUNT));
  bare.restore(String(SLOW_COUNT));
  for (let round = 0; round < rounds(SLOW_ROUNDS); round++) {
    ours.push(await gates.preview(SLOW_COUNT, slow.env));
    theirs.push(await bare.preview(SLOW_COUNT, slow.env));
  }
  return ratio(ours, theirs, `${middle(ours)} ms to ${middle(theirs)} ms`);
}
