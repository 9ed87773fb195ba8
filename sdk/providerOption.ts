import * as pulumi from "@pulumi/pulumi";
import type { AwsProvider } from "./awsProvider";
import { runError } from "./runError";

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
  if (provider !== undefined && provider !== null) refuseOther(provider);
  const chosen = args.awsProvider ?? provider ?? parent?.getProvider("aws:index:Provider");
  return chosen === undefined || chosen === null ? args : { ...args, awsProvider: chosen as AwsProvider };
}

/** The options without the provider, because the engine would look for the type of a gate in it, and fail. */
export function withoutProvider<T extends WithProvider>({ provider: _, ...opts }: T): Omit<T, "provider"> {
  return opts;
}

/** Refuses what is not an `aws.Provider`. */
export function refuseOther(provider: unknown): void {
  const type = pulumi.Resource.isInstance(provider)
    ? (provider as { __pulumiType?: unknown }).__pulumiType
    : `a value of type ${typeof provider}`;
  if (type === "pulumi:providers:aws") return;
  throw runError(
    `The option \`provider\` of InspectorAccountStatus and getInspectorAccountStatus must be an \`aws.Provider\` of @pulumi/aws, from which Region, profile and roles are taken, not ${String(type)}: leave it out, or set \`region\`, \`profile\` and \`assumeRole\`.`,
  );
}
