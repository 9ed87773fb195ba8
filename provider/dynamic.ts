/**
 * Door 1: the functions that Pulumi's dynamic provider calls, one for each method. They are kept for ever, because
 * recorded stacks load them by name. This file only translates between the engine and the provider.
 */
import { appendFileSync } from "node:fs";
import { endWithEngine } from "./engineLink";
import { FACTS_FILE, factsLine } from "./gate/facts";
import type { Severity } from "./gate/say";
import type { Settlement } from "./gate/settle";
import { secretProperties } from "./gate/secrets";
import { Provider, UserError, type Properties } from "./provider";

/*
 * The marks by which Pulumi's engine recognizes a secret.
 *
 * Source: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
 */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const said = new Set<string>();

/**
 * Shows a sentence. A warning is shown once in a process, which lives for one command, because the check and the wait
 * may both give it.
 */
function say(sentence: string, severity: Severity): void {
  const isWarning = severity === "warning";
  if (isWarning && said.has(sentence)) return;
  said.add(sentence);
  process.stderr.write(`${isWarning ? "warning: " : ""}${sentence}\n`);
}

const factsFile = process.env[FACTS_FILE];
const provider = new Provider({
  say,
  // A file of facts that can't be written does not fail the preview; the report that asked for the facts notices that
  // they are missing.
  onFacts: factsFile
    ? (facts) => {
        try {
          appendFileSync(factsFile, factsLine(facts), { mode: 0o600 });
        } catch {
          // See the comment above.
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

/**
 * Stores the configuration. It is synchronous and never throws, because the server has already cached the provider at
 * this moment.
 */
export function configure(request: ConfigureRequest): void {
  provider.configure((key) => request.config.get(key));
}

export function check(olds: Properties, news: Properties): Promise<CheckResult> {
  return sentence(async () => {
    endWithEngine();
    const { inputs, problems } = await provider.check(olds, news);
    // Failures name no property, because the engine shows the value of that property, which may be or contain a secret.
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

/** Does nothing, because this package changes nothing in AWS. */
async function remove(): Promise<void> {}
export { remove as delete };

/**
 * The outputs of a gate that holds. A gate that does not hold is thrown as a partial failure, which the engine records
 * as well.
 */
function outsOf({ id, outputs, reasons }: Settlement, inputs: Properties): Properties {
  if (reasons.length === 0) return plain(outputs);
  // The outputs need `__provider`, because the engine could otherwise never refresh or destroy the gate again.
  const properties = plain({ ...outputs, __provider: inputs["__provider"] });
  throw Object.assign(new Error(reasons[0]), { id, properties, reasons: [...reasons] });
}

/** Data in the form that the server needs: writable at the top, without `undefined`, and with secrets marked. */
function plain(value: object): Properties {
  const properties: Record<string, unknown> = { ...(withoutUndefined(value) as Properties) };
  for (const name of secretProperties(properties))
    if (properties[name] !== undefined) properties[name] = { [SIGNATURE]: SECRET, value: properties[name] };
  return properties;
}

/**
 * Removes `undefined`. It copies only objects that contain it, because copies of 10,000 accounts take 12 % more memory:
 * `fleet.rssVsSdkFloor` of the bench.
 */
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

/** Runs a method. An error for the user loses its stack, so that the server shows only the sentence. */
async function sentence<T>(method: () => Promise<T>): Promise<T> {
  try {
    return await method();
  } catch (error) {
    if (error instanceof UserError) error.stack = "";
    throw error;
  }
}
