import type { PolicyResource } from "@pulumi/policy";
import { FIRST_TYPE_TOKEN, TYPE_TOKEN } from "../../provider/gate/names";
import { propOf } from "./props";

/** Whether a resource is an `InspectorAccountStatus`, read or declared. */
export function isStatus({ type }: Pick<PolicyResource, "type">): boolean {
  return type === TYPE_TOKEN || type === FIRST_TYPE_TOKEN;
}

/**
 * Whether a resource is a gate for what must not run unscanned: it waits, which one that is only read by `.get` does
 * not, and it waits for `ENABLED`.
 */
export function isGate(resource: PolicyResource): boolean {
  return isStatus(resource) && !isOnlyRead(resource) && (propOf(resource, "expectedStatus") ?? "ENABLED") === "ENABLED";
}

/** A declared gate has `observed` among its inputs, in a preview too, or `deployed` among its outputs. */
function isOnlyRead(resource: PolicyResource): boolean {
  return propOf(resource, "observed") === undefined && propOf(resource, "deployed") === undefined;
}

/** Finds the gates that are created before a resource. */
export type GatesBefore = (resource: PolicyResource) => PolicyResource[];

/**
 * The gates that a resource of a stack can't be created before: those that it depends on, itself, by a property or by
 * way of other resources, and those that its provider and its parents depend on, because these are created before it.
 * What depends on a component depends on all that is in it; what is in a component does not depend on its siblings.
 */
export function gatesBeforeIn(resources: readonly PolicyResource[]): GatesBefore {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const children = new Map<string, PolicyResource[]>();
  for (const resource of resources) {
    const { urn } = resource.parent ?? {};
    if (urn !== undefined) children.set(urn, [...(children.get(urn) ?? []), resource]);
  }
  return (resource) => {
    const [waitedFor, waiting] = [new Set<PolicyResource>(), new Set<PolicyResource>()];
    const waitFor = (other: PolicyResource): void => {
      if (waitedFor.has(other)) return;
      waitedFor.add(other);
      for (const child of children.get(other.urn) ?? []) waitFor(child);
      wait(other);
    };
    const wait = (one: PolicyResource): void => {
      if (waiting.has(one)) return;
      waiting.add(one);
      for (const other of dependenciesOf(one, byUrn)) waitFor(other);
      if (one.parent) wait(one.parent);
    };
    wait(resource);
    return [...waitedFor].filter(isGate);
  };
}

function dependenciesOf(resource: PolicyResource, byUrn: ReadonlyMap<string, PolicyResource>): PolicyResource[] {
  const provider = byUrn.get(resource.provider?.urn ?? "");
  const byProperty = Object.values(resource.propertyDependencies).flat();
  return [...resource.dependencies, ...byProperty, ...(provider ? [provider] : [])];
}
