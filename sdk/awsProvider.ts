import * as pulumi from "@pulumi/pulumi";
import type { AssumeRole } from "../provider/aws/roles";
import { orElse } from "./given";

/**
 * What is taken from an `aws.Provider`: its Region, its profile and its roles. Its type does not declare the roles, but
 * Pulumi hands them to a program as JSON (seen with `@pulumi/aws` 7).
 *
 * @since 0.1.0
 */
export interface AwsProvider {
  /** The Region of the provider. */
  readonly region: pulumi.Output<string | undefined>;
  /** The profile of the shared AWS configuration, if it has one. */
  readonly profile: pulumi.Output<string | undefined>;
}

/**
 * A role whose members may be Outputs.
 *
 * @since 0.1.0
 */
export type AssumeRoleArgs = {
  [Name in keyof AssumeRole]: undefined extends AssumeRole[Name]
    ? pulumi.Input<NonNullable<AssumeRole[Name]>> | undefined
    : pulumi.Input<AssumeRole[Name]>;
};

/**
 * One role, or several that are assumed one from the other.
 *
 * @since 0.1.0
 */
export type AssumeRoleInput = pulumi.Input<AssumeRoleArgs | readonly pulumi.Input<AssumeRoleArgs>[]>;

/** The arguments that choose the connection. */
export interface ConnectionArgs {
  readonly region?: pulumi.Input<string | undefined>;
  readonly profile?: pulumi.Input<string | undefined>;
  readonly assumeRole?: AssumeRoleInput | undefined;
  readonly awsProvider?: AwsProvider | undefined;
}

/** The arguments of the provider: those given, otherwise those of `awsProvider`. */
export function connectionOf({ awsProvider, ...args }: ConnectionArgs): pulumi.Inputs {
  const chosen: Readonly<Record<string, unknown>> = awsProvider ? fromProvider(awsProvider, args) : args;
  const { region, profile, assumeRole } = chosen;
  return {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(assumeRole !== undefined && { assumeRole }),
  };
}

/** The arguments of a connection for a resource, whose state holds no secret in clear. */
export function recorded({ assumeRole, ...rest }: pulumi.Inputs): pulumi.Inputs {
  return assumeRole === undefined ? rest : { ...rest, assumeRole: pulumi.output(assumeRole).apply(keepingSecrets) };
}

/** Makes roles a secret if one of them has an external id, because Pulumi encrypts only whole properties. */
function keepingSecrets(roles: unknown): pulumi.Output<unknown> {
  const hasSecret = [roles].flat().some((role) => Boolean((role as Partial<AssumeRole> | null)?.externalId));
  return hasSecret ? pulumi.secret(roles) : pulumi.output(roles);
}

function fromProvider(provider: AwsProvider, args: Omit<ConnectionArgs, "awsProvider">): pulumi.Inputs {
  const admitted = refuseOthers(provider, args);
  const setting = <T>(name: string, read: (value: unknown) => T): pulumi.Output<T> => {
    const output = outputOf(provider, name);
    const value = admitted.then(async () => {
      const known = await settled(output);
      const taken = pulumi.output(pulumi.containsUnknowns(known) ? output.apply(read) : read(known));
      // Secrets of the provider stay secrets.
      return (await pulumi.isSecret(output)) ? pulumi.secret(taken) : taken;
    });
    return pulumi.output(value) as pulumi.Output<T>;
  };
  return {
    region: orElse(args.region, setting("region", textOf)),
    profile: orElse(args.profile, setting("profile", textOf)),
    // An empty list if it has no roles, so that the roles of the stack's configuration are not used.
    assumeRole: args.assumeRole ?? setting("assumeRoles" in provider ? "assumeRoles" : "assumeRole", rolesIn),
  };
}

/** Refuses a provider whose credentials can't be taken over. */
async function refuseOthers(provider: AwsProvider, args: Omit<ConnectionArgs, "awsProvider">): Promise<void> {
  for (const name of ["accessKey", "secretKey", "token"]) {
    if (name in provider && textOf(await settled(outputOf(provider, name)))) {
      throw refusal(
        `the provider has static keys (\`${name}\`), which would be kept in the state of every gate: give the provider a profile or roles, or set \`profile\` or \`assumeRole\` of the gate instead of \`awsProvider\``,
      );
    }
  }
  const webIdentity = "assumeRoleWithWebIdentity";
  if (webIdentity in provider && textOf(await settled(outputOf(provider, webIdentity)))) {
    throw refusal(
      `\`${webIdentity}\` is not supported: set AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE in the environment, which both read`,
    );
  }
  if (textOf(await settled(pulumi.output(args.profile))) ?? textOf(await settled(outputOf(provider, "profile"))))
    return;
  const config = new pulumi.Config("aws");
  const key = ["profile", "accessKey"].find((name) => config.get(name));
  if (key !== undefined) {
    throw refusal(
      `the provider names no profile, and the stack's configuration has \`aws:${key}\`, which a gate uses and this provider does not: set \`profile\` as well`,
    );
  }
}

function outputOf(provider: AwsProvider, name: string): pulumi.Output<unknown> {
  const output = (provider as unknown as Record<string, unknown>)[name];
  if (pulumi.Output.isInstance(output)) return output;
  throw refusal(`its \`${name}\` can't be read: set \`region\`, \`profile\` and \`assumeRole\` instead`);
}

/**
 * The value of an Output, unknown where it is not known yet. A preview takes a setting that is not set for one that is
 * not known; this tells them apart, so that the preview of a gate can look.
 */
function settled(output: pulumi.Output<unknown>): Promise<unknown> {
  return (output as unknown as { promise(withUnknowns: boolean): Promise<unknown> }).promise(true);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Pulumi hands lists and objects of a provider over as JSON. */
export function rolesIn(value: unknown): AssumeRole[] {
  const roles: unknown = typeof value === "string" && value !== "" ? parsed(value) : value;
  return roles === undefined || roles === null || roles === "" ? [] : ([roles].flat() as AssumeRole[]);
}

// The error of the parser would repeat the text, which may contain a secret.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal("its roles are no JSON: set `assumeRole` instead");
  }
}

/** A sentence without a stack, because the stack would name a line that is not wrong. */
function refusal(reason: string): Error {
  return Object.assign(new pulumi.RunError(`\`awsProvider\` can't be used: ${reason}`), { stack: "" });
}
