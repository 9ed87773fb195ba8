import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import type { EnforcementLevel } from "../provider/gate/argumentKinds";
import { READ_ARGUMENTS } from "../provider/gate/names";
import { assertInspectorEnabled, concealment } from "./assertInspectorEnabled";
import { gathered } from "./gathered";
import {
  knownArguments,
  sentence,
  stackConfig,
  statusReader,
  type GetInspectorAccountStatusOutputArgs,
} from "./getInspectorAccountStatus";
import { refuseUnfit } from "./providerOption";
import { runError } from "./runError";

/**
 * The arguments of {@link requireInspectorEnabled}: those of the data source, but for `expectedStatus`, because what is
 * required is `ENABLED`.
 *
 * @since 0.1.0
 */
export interface RequireInspectorEnabledArgs extends Omit<GetInspectorAccountStatusOutputArgs, "expectedStatus"> {
  /**
   * What happens when something is not `ENABLED`, or when the status can't be read: `mandatory` refuses the resource,
   * `advisory` warns, `disabled` makes no call.
   *
   * @default "mandatory", or a weaker `inspector-status:enforcementLevel` of the stack's configuration
   */
  enforcementLevel?: pulumi.Input<EnforcementLevel> | undefined;
}

const ARGUMENTS = [...READ_ARGUMENTS.filter((name) => name !== "expectedStatus"), "enforcementLevel"] as const;

/**
 * A hook that looks whether Amazon Inspector is on when a resource is about to be created or updated, in previews too,
 * and refuses the resource unless everything is `ENABLED`. Statuses in transition are followed for `timeout`. It is no
 * resource: nothing of it is in the state, and there is nothing to destroy.
 *
 * Arguments that a preview does not know yet are looked at in the update only.
 *
 * @param name The name of the hook, which the engine shows; it is unique in the program.
 * @throws `pulumi.RunError` where `@pulumi/pulumi` is older than 3.182.0, which brought resource hooks. The hook itself
 * refuses with the sentences of {@link assertInspectorEnabled}, or with the reason why the status can't be read.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/hooks
 * @since 0.1.0
 *
 * @example
 * ```typescript
 * const scanned = requireInspectorEnabled("scanned", { resourceTypes: ["ECR"] });
 * new aws.ecr.Repository("images", {}, { hooks: { beforeCreate: [scanned], beforeUpdate: [scanned] } });
 * ```
 */
export function requireInspectorEnabled(name: string, args: RequireInspectorEnabledArgs = {}): pulumi.ResourceHook {
  if ((pulumi.ResourceHook as unknown) === undefined) {
    throw runError(
      "requireInspectorEnabled needs the resource hooks of @pulumi/pulumi 3.182.0 or later, and the installed one is older: upgrade it, or use an InspectorAccountStatus.",
    );
  }
  refuseUnfit(args, undefined);
  const isPreview = pulumi.runtime.isDryRun();
  const warned = new Set<string>();
  const warn = (text: string): void => {
    // Many resources would give the same warning.
    if (!warned.has(text)) void pulumi.log.warn(text);
    warned.add(text);
  };
  // A reading counts for a resource only if it began after the hook was called. By then all dependencies of the
  // resource have ended, and one of them may switch scanning on or off.
  const look = gathered(() => lookOnce(name, args, isPreview, warn));
  // The engine calls from outside of the asynchronous context of the program, which its configuration needs.
  return new pulumi.ResourceHook(name, AsyncResource.bind(look), { onDryRun: true });
}

/** @throws if the resource must not be created or updated. */
async function lookOnce(
  name: string,
  args: RequireInspectorEnabledArgs,
  isPreview: boolean,
  warn: (text: string) => void,
): Promise<void> {
  const known = (await valueOf(knownArguments(args))) as Record<string, unknown>;
  if (pulumi.containsUnknowns(known)) {
    if (isPreview) return;
    throw runError(`The arguments of the hook "${name}" are not known, so nobody can look: that is not a pass.`);
  }
  const level = await levelIn(known, name, warn);
  if (level === "disabled") return;
  const { enforcementLevel: _, ...rest } = known;
  try {
    assertInspectorEnabled(await sentence(() => statusReader().read(rest, true)));
  } catch (error) {
    if (!pulumi.RunError.isInstance(error)) throw error;
    const message = concealment(known).text(error.message);
    if (level === "mandatory") throw runError(message);
    warn(message);
  }
}

/** The effect of a violation. Wrong arguments are refused at every level. */
async function levelIn(
  known: Record<string, unknown>,
  name: string,
  warn: (text: string) => void,
): Promise<EnforcementLevel> {
  await sentence(async () => statusReader().validate(known, `the hook "${name}"`, ARGUMENTS));
  const { levelNotice, levelOf, levelProblems } =
    require("../provider/gate/level") as typeof import("../provider/gate/level");
  const [problem] = levelProblems(stackConfig);
  if (problem) throw runError(`${problem.reason}.`);
  const notice = levelNotice(stackConfig);
  if (notice) warn(notice);
  return levelOf(known, stackConfig);
}

/** The value of an Output, which may be or contain an unknown value. */
function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(withUnknowns: boolean): Promise<T> }).promise(true);
}
