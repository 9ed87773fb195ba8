/**
 * Door 1: what Pulumi's dynamic provider calls, one function per method. Stacks that were recorded years ago load these
 * by name, so they are kept for ever. Translates between the engine and the provider, nothing else.
 */
import { appendFileSync } from "node:fs";
import { endWithEngine } from "./engineLink";
import { FACTS_FILE, factsLine } from "./gate/facts";
import type { Severity } from "./gate/say";
import type { Settlement } from "./gate/settle";
import { secretProperties } from "./gate/secrets";
import { Provider, UserError, type Properties } from "./provider";

/*
 * How Pulumi's engine is told of a secret.
 *
 * Source: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
 */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const said = new Set<string>();

/** This process lives for one command: a warning that comes from looking and again from waiting is shown once. */
function say(sentence: string, severity: Severity): void {
  const isWarning = severity === "warning";
  if (isWarning && said.has(sentence)) return;
  said.add(sentence);
  process.stderr.write(`${isWarning ? "warning: " : ""}${sentence}\n`);
}

const factsFile = process.env[FACTS_FILE];
const provider = new Provider({
  say,
  // A file that can't be written fails no preview: whoever wanted the facts misses them.
  onFacts: factsFile
    ? (facts) => {
        try {
          appendFileSync(factsFile, factsLine(facts), { mode: 0o600 });
        } catch {
          // As said above.
        }
      }
    : undefined,
});

/** The configuration of the stack, as the dynamic provider server hands it over. */
export interface ConfigureRequest {
  readonly config: { get(key: string): string | undefined };
}

interface CheckResult {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/** Synchronous, and never throws: the server has already handed the provider out when it calls this. */
export function configure(request: ConfigureRequest): void {
  provider.configure((key) => request.config.get(key));
}

export function check(olds: Properties, news: Properties): Promise<CheckResult> {
  return sentence(async () => {
    endWithEngine();
    const { inputs, problems } = await provider.check(olds, news);
    // The engine shows the value of the property that a failure names, and that may be, or have in it, a secret.
    return { inputs: plain(inputs), failures: problems.map(({ reason }) => ({ property: "", reason })) };
  });
}

export function diff(_id: string, olds: Properties, news: Properties) {
  return sentence(async () => plain(provider.diff(olds, news)));
}

export function create(inputs: Properties) {
  return sentence(async () => {
    endWithEngine();
    const settlement = await provider.create(inputs);
    return { id: settlement.id, outs: outsOf(settlement, inputs) };
  });
}

export function read(id: string, props: Properties) {
  return sentence(async () => {
    endWithEngine();
    const { outputs } = await provider.read(id, props);
    return { id, props: plain(outputs) };
  });
}

export function update(id: string, olds: Properties, news: Properties) {
  return sentence(async () => {
    endWithEngine();
    return { outs: outsOf(await provider.update(id, olds, news), news) };
  });
}

/** Nothing is to be done: this package changes nothing in AWS. */
async function remove(): Promise<void> {}
export { remove as delete };

/** The outputs of a gate that holds. One that does not is recorded as well, as a partial failure. */
function outsOf({ id, outputs, reasons }: Settlement, inputs: Properties): Properties {
  if (reasons.length === 0) return plain(outputs);
  // Without `__provider` in what is recorded, nothing could ever refresh or destroy the gate again.
  const properties = plain({ ...outputs, __provider: inputs["__provider"] });
  throw Object.assign(new Error(reasons[0]), { id, properties, reasons: [...reasons] });
}

/** Data as the server can take it: writable at the top, nowhere `undefined`, and what is a secret marked as one. */
function plain(value: object): Properties {
  const properties: Record<string, unknown> = { ...(withoutUndefined(value) as Properties) };
  for (const name of secretProperties(properties))
    if (properties[name] !== undefined) properties[name] = { [SIGNATURE]: SECRET, value: properties[name] };
  return properties;
}

/** Copies only where there is something to leave out: thousands of accounts are in what is returned. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  const members = value as Properties;
  let copy: Record<string, unknown> | undefined;
  for (const key in members) {
    const member = withoutUndefined(members[key]);
    if (member === members[key] && member !== undefined) continue;
    copy ??= { ...members };
    if (member === undefined) delete copy[key];
    else copy[key] = member;
  }
  return copy ?? value;
}

/** Runs a method; of an error that is a sentence for the user the server shows no stack. */
async function sentence<T>(method: () => Promise<T>): Promise<T> {
  try {
    return await method();
  } catch (error) {
    if (error instanceof UserError) error.stack = "";
    throw error;
  }
}
