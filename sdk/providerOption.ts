import * as pulumi from "@pulumi/pulumi";
import type { AwsProvider } from "./awsProvider";
import { runError } from "./runError";
import { isLater } from "../provider/values/later";

/** Options that may name a provider, or a parent that passes one on. */
interface WithProvider {
  readonly provider?: unknown;
  readonly parent?: pulumi.Resource | undefined;
}

/**
 * The arguments with the `aws.Provider` that the options choose, as for every resource of `@pulumi/aws`: their
 * `provider`, or one of the parent's `providers`. `awsProvider` of the arguments goes before both.
 */
export function withChosenProvider<T extends { readonly awsProvider?: AwsProvider | undefined }>(
  args: T,
  { provider, parent }: WithProvider,
): T {
  refuseUnfit(args, provider);
  const chosen = args.awsProvider ?? provider ?? parent?.getProvider("aws:index:Provider");
  return chosen === undefined || chosen === null ? args : { ...args, awsProvider: chosen as AwsProvider };
}

/** The options without the provider, because the engine would look for the type of a gate in it, and fail. */
export function withoutProvider<T extends WithProvider>({ provider: _, ...opts }: T): Omit<T, "provider"> {
  return opts;
}

/** Refuses what TypeScript refuses, and JavaScript does not: what is no arguments, and what is no `aws.Provider`. */
export function refuseUnfit(args: { readonly awsProvider?: unknown }, provider: unknown): void {
  if (typeof args !== "object" || (args as unknown) === null || isLater(args))
    throw runError(
      `The arguments of InspectorAccountStatus and getInspectorAccountStatus must be an object with each argument by its name, not ${kindOf(args)}.`,
    );
  for (const [what, each] of [
    ["`awsProvider`", args.awsProvider] as const,
    ["The option `provider`", provider] as const,
  ]) {
    if (each === undefined || each === null) continue;
    const type = pulumi.Resource.isInstance(each) ? (each as { __pulumiType?: unknown }).__pulumiType : kindOf(each);
    if (type === "pulumi:providers:aws") continue;
    throw runError(
      `${what} of InspectorAccountStatus and getInspectorAccountStatus must be an \`aws.Provider\` of @pulumi/aws, from which Region, profile and roles are taken, not ${String(type)}: leave it out, or set \`region\`, \`profile\` and \`assumeRole\`.`,
    );
  }
}

/** What kind of value was found, as the end of a sentence. */
export function kindOf(value: unknown): string {
  return isLater(value) ? "an Output or a Promise" : value === null ? "null" : `a value of type ${typeof value}`;
}
