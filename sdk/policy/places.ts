import type { PolicyResource } from "@pulumi/policy";
import { stackConfig } from "../getInspectorAccountStatus";
import { rolesIn, textOf } from "../awsProvider";
import { isGate } from "./gates";
import { propOf } from "./props";
import { scanTypeOf } from "./scanned";

/**
 * Where the status is read: arguments of the data source that choose the connection. Empty: as the stack's
 * configuration says.
 */
type Place = Readonly<Record<string, unknown>>;

/** A place, the scan types that must be on there, and the reason if it can't be read. */
export interface Watched {
  readonly place: Place;
  readonly resourceTypes: readonly string[];
  readonly problem?: string;
}

/** The accounts and Regions of a stack's resources, by their providers. None if the stack has nothing of AWS. */
export function placesOf(resources: readonly PolicyResource[]): Watched[] {
  if (!resources.some((resource) => /^aws(?:-native|x)?:/.test(resource.type) || isGate(resource))) return [];
  const places = new Map<string, { place: Place; types: Set<string>; problem?: string }>();
  for (const resource of resources) {
    const scanType = scanTypeOf(resource);
    if (scanType === undefined) continue;
    const place = placeOf(resource);
    const problem = problemOf(resource);
    const key = JSON.stringify([place, problem]);
    const entry = places.get(key) ?? { place, types: new Set<string>(), ...(problem !== undefined && { problem }) };
    places.set(key, entry);
    entry.types.add(scanType);
  }
  if (places.size === 0) return [{ place: {}, resourceTypes: [] }];
  return [...places.values()].map(({ types, ...watched }) => ({ ...watched, resourceTypes: [...types].sort() }));
}

/** Newer CLIs pass no configuration to policies. The default provider has what it says of AWS. */
function placeOf(resource: PolicyResource): Place {
  const own = textOf(propOf(resource, "region"));
  const { provider } = resource;
  if (!provider) return own === undefined ? {} : { region: own };
  const region = own ?? textOf(propOf(provider, "region"));
  const profile = textOf(propOf(provider, "profile"));
  const roles = propOf(provider, "assumeRoles") ?? propOf(provider, "assumeRole");
  const isSilent = roles === undefined && isDefault(provider.name);
  return {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(!isSilent && { assumeRole: typeof roles === "symbol" ? [] : rolesIn(roles) }),
  };
}

/** Why the credentials of a provider can't be taken over; the same rules as for `awsProvider`. */
function problemOf({ provider }: PolicyResource): string | undefined {
  if (!provider) return undefined;
  const isConfigured = (name: string): boolean => isDefault(provider.name) && stackConfig(`aws:${name}`) !== undefined;
  const name = ["accessKey", "secretKey", "assumeRoleWithWebIdentity"].find(
    (each) => propOf(provider, each) && !isConfigured(each),
  );
  if (name === undefined) return undefined;
  return `The account of the provider "${provider.name}" can't be read, because its \`${name}\` is not taken over: give the provider a profile or roles, or disable this policy.`;
}

function isDefault(name: string): boolean {
  return name === "default" || name.startsWith("default_");
}
