import * as pulumi from "@pulumi/pulumi";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { DEFAULTS } from "../../provider/gate/arguments";
import { levelNotice } from "../../provider/gate/level";
import type { ScanType } from "../../provider/status/vocabulary";
import { DURATION, parseDuration } from "../../provider/values/duration";
import { concealed } from "./concealment";
import { gatesBeforeIn, isGate } from "./gates";
import { textOf, textsOf, UNKNOWN } from "./props";
import { named, scanTypeOf } from "./scanned";

/** The configuration of the policy {@link strictGates}. */
interface StrictGatesConfig {
  readonly minTimeout?: string;
}

/** Enabling takes more than 5 minutes in busy accounts. */
const DEFAULT_MIN_TIMEOUT = "10m";

/**
 * Gates have to be `mandatory`, to wait long enough, and to compare the scan types that the resources need that depend
 * on them; where a resource depends on none, one gate of its stack has to.
 *
 * @since 0.1.0
 */
export function strictGates(): StackValidationPolicy {
  return {
    name: "inspector-gate-strict",
    displayName: "Gates of Amazon Inspector are strict",
    description:
      "A gate must be mandatory, wait long enough, and compare the scan types of the resources of its stack.",
    configSchema: {
      properties: {
        minTimeout: {
          type: "string",
          pattern: DURATION.source,
          default: DEFAULT_MIN_TIMEOUT,
          description: 'The shortest `timeout` that a gate may have, such as "10m".',
        },
      },
    },
    validateStack: (args, report) => {
      const { resources } = args;
      const { minTimeout = DEFAULT_MIN_TIMEOUT } = args.getConfig<StrictGatesConfig>();
      const gates = resources.filter(isGate);
      const needed = neededOf(gates, resources);
      const config = new pulumi.Config("inspector-status");
      const notice = levelNotice((key) => config.get(key.slice("inspector-status:".length)));
      if (notice !== undefined && gates.length > 0) report(`${notice} Remove it.`);
      for (const gate of gates) {
        const sentences = [
          levelSentence(gate),
          timeoutSentence(gate, minTimeout),
          coverageSentence(gate, needed.get(gate) ?? []),
        ];
        for (const sentence of sentences) if (sentence !== undefined) report(concealed(sentence, [gate]), gate.urn);
      }
    },
  };
}

function levelSentence(gate: PolicyResource): string | undefined {
  const level = textOf(gate, "enforcementLevel") ?? DEFAULTS.enforcementLevel;
  if (level === "mandatory" || level === UNKNOWN) return undefined;
  const effect = level === "advisory" ? "it warns and does not block" : "it only observes";
  return `The gate "${gate.name}" is ${level}: ${effect}. Leave \`enforcementLevel\` out, or set it to "mandatory".`;
}

function timeoutSentence(gate: PolicyResource, minTimeout: string): string | undefined {
  const timeout = textOf(gate, "timeout") ?? DEFAULTS.timeout;
  if (timeout === UNKNOWN) return undefined;
  const [own, least] = [parseDuration(timeout), parseDuration(minTimeout)];
  if (own !== undefined && least !== undefined && own >= least) return undefined;
  return `The gate "${gate.name}" waits for ${timeout} at most, and this policy asks for ${minTimeout}: enabling takes minutes in busy accounts. Raise \`timeout\`.`;
}

/** A sentence about the resources whose scan type a gate does not compare. */
function coverageSentence(gate: PolicyResource, resources: readonly PolicyResource[]): string | undefined {
  if (resources.length === 0) return undefined;
  const compared = textsOf(gate, "resourceTypes");
  const missing = [...new Set(resources.map(scanTypeOf))].join(", ");
  const has = Array.isArray(compared) ? `compares ${compared.join(", ")}` : "compares the state of the account only";
  return `The gate "${gate.name}" ${has}, and ${some(resources.map(named))} need${resources.length === 1 ? "s" : ""} ${missing}. Add ${missing} to \`resourceTypes\`.`;
}

/** By gate: the resources whose scan type no gate before them compares, though this gate should. */
function neededOf(gates: readonly PolicyResource[], resources: readonly PolicyResource[]) {
  const gatesBefore = gatesBeforeIn(resources);
  const needed = new Map<PolicyResource, PolicyResource[]>();
  for (const resource of resources) {
    const scanType = scanTypeOf(resource);
    if (scanType === undefined) continue;
    const own = gatesBefore(resource);
    const responsible = own.length > 0 ? own : gates;
    if (responsible.some((gate) => covers(gate, scanType))) continue;
    for (const gate of responsible) needed.set(gate, [...(needed.get(gate) ?? []), resource]);
  }
  return needed;
}

/** Whether a gate compares a scan type. Unknown ones pass, because they are judged at the end of the update. */
function covers(gate: PolicyResource, scanType: ScanType): boolean {
  const types = textsOf(gate, "resourceTypes");
  return types === UNKNOWN || (types?.includes(scanType) ?? false);
}

const NAMED = 3;

function some(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
