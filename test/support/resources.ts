import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { TYPE_TOKEN } from "../../provider/gate/names";

/** A resource as a policy sees it. */
export function resource(type: string, name: string, more: Partial<PolicyResource> = {}): PolicyResource {
  return {
    type,
    name,
    urn: `urn:pulumi:dev::project::${type}::${name}`,
    props: {},
    opts: {} as PolicyResource["opts"],
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
    ...more,
  };
}

export function gate(name: string, props: object = {}, more: Partial<PolicyResource> = {}): PolicyResource {
  return resource(TYPE_TOKEN, name, { props: { observed: {}, resourceTypes: ["ECR"], ...props }, ...more });
}

export function repository(name: string, more: Partial<PolicyResource> = {}): PolicyResource {
  return resource("aws:ecr/repository:Repository", name, more);
}

/** The violations that a policy reports for a stack: names of resources, and sentences. */
export async function reports(
  policy: StackValidationPolicy,
  resources: readonly PolicyResource[],
  config: object = {},
): Promise<[name: string | undefined, sentence: string][]> {
  const found: [string | undefined, string][] = [];
  await policy.validateStack(
    {
      resources: [...resources],
      stackTags: new Map(),
      getConfig: <T extends object>() => config as T,
      notApplicable: () => {
        throw new Error("not applicable");
      },
    },
    (sentence, urn) => found.push([urn?.split("::").at(-1), sentence]),
  );
  return found;
}
