import { child } from "./child";
import { accountNumber } from "./crowd";
import { startEmulatorProcess } from "../tools/emulatorProcess";
import { median, middle, ratio, type Figures } from "./figures";
import { rounds } from "./rounds";

const DOUBLINGS = [1_250, 2_500, 5_000, 10_000];
const LARGEST = DOUBLINGS.at(-1)!;
const ROUNDS = 7;
/** AWS takes this long to answer. Meanwhile other answers can be processed. */
const LATENCY = "40ms";

interface Measured {
  /** For each size. */
  readonly milliseconds: readonly number[];
  readonly peakKiB: number;
}

/** Ours and bare calls of the AWS SDK in turns, each in a process of its own. */
// eslint-disable-next-line max-lines-per-function -- one measurement, read from top to bottom
export async function fleetFigures(): Promise<Figures> {
  const accounts = Object.fromEntries(Array.from({ length: LARGEST }, (_, i) => [accountNumber(i), "ENABLED"]));
  const emulator = await startEmulatorProcess({ accounts, latency: LATENCY });
  const measure = (program: string, sizes: readonly number[]) =>
    child<Measured>(program, { ...emulator.env, SIZES: sizes.join() });
  const ours: Measured[] = [];
  const floor: Measured[] = [];
  const growing: Measured[] = [];
  try {
    for (let round = 0; round < rounds(ROUNDS); round++) {
      ours.push(await measure("fleetOurs", [LARGEST]));
      floor.push(await measure("fleetFloor", [LARGEST]));
      growing.push(await measure("fleetOurs", DOUBLINGS));
    }
  } finally {
    await emulator.end();
  }
  const [wall, wallOfFloor] = [ours, floor].map((all) => all.map(({ milliseconds }) => milliseconds[0]!)) as [
    number[],
    number[],
  ];
  const [peak, peakOfFloor] = [ours, floor].map((all) => all.map(({ peakKiB }) => peakKiB / 1_024)) as [
    number[],
    number[],
  ];
  const doublings = DOUBLINGS.slice(1).map((_, i) =>
    ratio(
      growing.map((each) => each.milliseconds[i + 1]!),
      growing.map((each) => each.milliseconds[i]!),
    ),
  );
  return {
    "fleet.wallVsSdkFloor": ratio(
      wall,
      wallOfFloor,
      `${middle(wall)} ms to ${middle(wallOfFloor)} ms, ${LATENCY} an answer`,
    ),
    // The median of each doubling, and of these the one in the middle.
    "fleet.growth": median(
      doublings.map(({ value }) => value),
      `${DOUBLINGS.map((size) => size.toLocaleString("en")).join(", ")} accounts`,
    ),
    "fleet.rssVsSdkFloor": ratio(peak, peakOfFloor, `${middle(peak)} MiB to ${middle(peakOfFloor)} MiB`),
  };
}
