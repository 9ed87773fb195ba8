import { ENTRY_NAMES, entryOf } from "./argumentTable";
import { RESULTS, SECRET_NAMES } from "./names";

/** Inputs or outputs, which may tell what in them is a secret. */
export type WithSecrets = Readonly<Record<string, unknown>> | { readonly [SECRET_NAMES]?: unknown };

/*
 * Secrets of the program stay secrets in the state. The engine hands everything to the provider in clear, so the
 * program tells which arguments are secrets, and the outputs that show them are recorded as ciphertext. Pure.
 */

/** The outputs with words of AWS or ours, which may repeat the value of any argument. */
const WITH_WORDS = ["accounts", "failedAccounts", "violations", "pending"];
const ALL = [...RESULTS.filter((name) => name !== "status" && name !== "satisfied"), "observed", "deployed"];

const SHOWN_IN = { words: WITH_WORDS, accounts: ALL, status: [...ALL, "status"] };

/** The outputs that show the value of an argument. An external id alone appears in none. */
function propertiesThatShow(name: string): readonly string[] {
  const argument = ENTRY_NAMES.find((known) => known === argumentOf(name));
  const shownIn = argument && entryOf(argument).shownIn;
  return shownIn === undefined || name === "assumeRole.externalId" ? [] : SHOWN_IN[shownIn];
}

export function argumentOf(name: string): string {
  return name.split(".")[0]!;
}

/** The names of the arguments that are secrets, as the program tells them: `accountIds`, `assumeRole.externalId`. */
export function secretNamesIn(properties: WithSecrets): string[] {
  const { [SECRET_NAMES]: names } = properties;
  return typeof names === "string" && names !== "" ? names.split(",") : [];
}

/**
 * The names of the secrets in what the program declares, each once. `?accountIds` means that `ignoreChanges` takes the
 * recorded value: that one is a secret if it is recorded as one.
 */
export function declaredSecrets(given: WithSecrets, recorded: WithSecrets): string[] {
  const names = secretNamesIn(given);
  const ignored = secretNamesIn(recorded).filter((name) => names.includes(`?${argumentOf(name)}`));
  return [...new Set([...names, ...ignored])];
}

/** The names of the arguments that are secrets or contain one. */
export function secretArguments(properties: WithSecrets): string[] {
  return secretNamesIn(properties).map(argumentOf);
}

/** Whether the accounts of a gate are secrets. */
export function hasSecretAccounts(properties: WithSecrets): boolean {
  return secretArguments(properties).includes("accountIds");
}

/** The properties of a gate that are secrets. */
export function secretProperties(properties: WithSecrets): Set<string> {
  const names = secretNamesIn(properties);
  return new Set([...names.map(argumentOf), ...names.flatMap(propertiesThatShow)]);
}

/** Whether the recorded state has in clear what the program now declares as a secret. */
export function isNewlySecret(recorded: WithSecrets, declared: WithSecrets): boolean {
  const known = secretProperties(recorded);
  return secretNamesIn(declared).some((name) => propertiesThatShow(name).some((property) => !known.has(property)));
}
