import { child } from "./child";
import { accountNumber } from "./crowd";
import { startEmulatorProcess } from "../tools/emulatorProcess";
import { median, middle, type Figures } from "./figures";
import { rounds } from "./rounds";

const ROUNDS = 15;

interface Timed {
  readonly milliseconds: number;
}

export async function loadFigures(): Promise<Figures> {
  const emulator = await startEmulatorProcess({ accounts: { [accountNumber(0)]: "ENABLED" } });
  const imports: (Timed & { readonly bytes: number })[] = [];
  const firstCalls: number[] = [];
  const serverTimes: number[] = [];
  try {
    for (let round = 0; round < rounds(ROUNDS); round++) {
      imports.push(await child("loadSdk", {}));
      const serverTime = await answerTime(emulator.env);
      const { milliseconds } = await child<Timed>("loadProvider", emulator.env);
      serverTimes.push(serverTime);
      firstCalls.push(milliseconds - serverTime);
    }
  } finally {
    await emulator.end();
  }
  return {
    "load.sdkImportMs": median(imports.map(({ milliseconds }) => milliseconds)),
    "load.firstCallMs": median(firstCalls, `besides the server's ${middle(serverTimes, 1)} ms`),
    "load.providerBytes": median(imports.map(({ bytes }) => bytes)),
  };
}

/**
 * How long the server takes for a request, from its arrival: a program that is up answers a connection that is open.
 */
async function answerTime(env: Readonly<Record<string, string>>): Promise<number> {
  const url = `${env["AWS_ENDPOINT_URL_INSPECTOR2"]}/_emulator/calls`;
  await (await fetch(url)).text();
  const begun = performance.now();
  await (await fetch(url)).text();
  return performance.now() - begun;
}
