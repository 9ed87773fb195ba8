import { canBeEnabled, SCAN_TYPES, type ScanType } from "../status/vocabulary";
import type { Kind } from "./argumentKinds";

/** All that the code knows of one argument, except its use. */
export interface ArgumentEntry {
  /** Decides schema, normal form and type. `awsProvider` never reaches the provider. */
  readonly kind: Kind | "awsProvider";
  /** What it means, as a clause: a row of the README and the first sentence of its docstring. */
  readonly meaning: string;
  /** The rest of its docstring: what is refused, units, the API behind it. */
  readonly more?: string;
  readonly see?: string;
  /** The default in words, where it is more than `defaultValue`. */
  readonly default?: string;
  /** The value that is used where nothing else gives one. */
  readonly defaultValue?: string;
  /** What the output of the same name holds. */
  readonly recorded?: string;
  /** The version that introduced it; absent for the first version. */
  readonly since?: string;
  /** What differs for the data source; `false` if the data source does not have it. */
  readonly dataSource?: false | Partial<Pick<ArgumentEntry, "meaning" | "more" | "default" | "defaultValue">>;
  /** The end of the error about an empty list, which begins "must not be empty: leave it out to". */
  readonly whenEmpty?: string;
  /** The argument is refused unless the other one is given and not `false`; the reason follows its name. */
  readonly goesWith?: { readonly argument: string; readonly reason: string };
  /** The argument is refused if the other one is given and not `false`. */
  readonly notWith?: string;
  /**
   * Which outputs show its value besides the output of its name, and so are secrets if it is one: those with words of
   * AWS, or all that tell of accounts, or those and `status`.
   */
  readonly shownIn?: "words" | "accounts" | "status";
  /** Whether it chooses the connection. Gates that differ in it share no call. */
  readonly ofConnection?: true;
  /** Whether a new value replaces the gate instead of updating it. */
  readonly replaces?: true;
  /**
   * Whether an Output without a value counts as left out, because the default is as good. The other arguments decide
   * which accounts, what or as whom a gate checks, so an Output without a value is refused.
   */
  readonly mayBeNothing?: true;
}

/**
 * The arguments of a gate and of the data source, in the order in which they are shown. Schema, normal form, types, the
 * lists of names, docstrings and the README's table are made of it. The names never change. Programs load this file, so
 * it imports only the vocabulary.
 */
export const ARGUMENT_TABLE = {
  accountIds: {
    kind: "accountIds",
    meaning: "the accounts, as ids of 12 digits",
    more: "An empty list is refused, and so are ids together with `members`.",
    default: "the caller's own account",
    recorded: "The accounts that were given, in order and each once; absent where they were left out.",
    shownIn: "accounts",
    whenEmpty: "mean the caller's own account; a filter that found nothing is not a pass",
    notWith: "members",
  },
  members: {
    kind: "flag",
    meaning: "`true`: the caller, who must be the delegated administrator, and all its members",
    more: "Goes instead of `accountIds`. Members that are suspended, have left or have not opted in to the Region are in `skippedAccounts`, with the reason.",
    see: "https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListMembers.html",
    default: "`false`",
    recorded: "Whether the gate is on the whole organization; absent where that was left out.",
  },
  excludeAccountIds: {
    kind: "accountIds",
    meaning: "with `members`: accounts to leave out",
    more: "An empty list is refused, and so is one that leaves nobody.",
    default: "none",
    recorded: "The accounts that are left out of the organization, in order and each once.",
    shownIn: "accounts",
    whenEmpty: "exclude no account",
    goesWith: {
      argument: "members",
      reason: "goes with `members: true`: leave the accounts out of `accountIds` instead",
    },
  },
  resourceTypes: {
    kind: "scanTypes",
    meaning: `the scan types that must have the expected status: ${scanTypesInWords()}`,
    more: "An empty list is refused.",
    default: "the status of the account itself is compared",
    recorded: "The scan types that are compared, in order and each once; absent where the status of the account is.",
    shownIn: "accounts",
    whenEmpty: "compare the status of the account itself",
  },
  whereOffered: {
    kind: "flag",
    meaning:
      "`true`: scan types of `resourceTypes` that the answer mentions for no account are not compared; they are in `notOffered`",
    more: "A scan type that the answer mentions for one account is compared for all. An answer that mentions none of `resourceTypes` does not pass. Refused without `resourceTypes`.",
    see: "https://docs.aws.amazon.com/inspector/v2/APIReference/API_ResourceState.html",
    default: "`false`",
    recorded: "Whether scan types are compared only where they are offered; absent where that was left out.",
    goesWith: {
      argument: "resourceTypes",
      reason: "goes with `resourceTypes`: without them the status of the account itself is compared",
    },
  },
  expectedStatus: {
    kind: "status",
    meaning: "the status that is expected: `ENABLED`, `DISABLED` or `SUSPENDED`",
    more: "A status in transition is refused.",
    defaultValue: "ENABLED",
    recorded: "The status that was asked for; absent where it is the default, `ENABLED`.",
    shownIn: "status",
    dataSource: { meaning: "the status that `satisfied` and `violations` are about" },
  },
  enforcementLevel: {
    kind: "level",
    meaning: "`mandatory` fails, `advisory` warns, `disabled` only records",
    more: "`inspector-status:enforcementLevel` in the stack's configuration lowers it.",
    defaultValue: "mandatory",
    recorded: "The level of the program; absent where it is the default, `mandatory`. The configuration may lower it.",
    dataSource: false,
  },
  timeout: {
    kind: "duration",
    meaning: "how long to wait for the expected status",
    more: 'A duration as in `customTimeouts`: `"90s"`, `"30m"`, `"1h30m"`.',
    default: '`customTimeouts.create`, `inspector-status:timeout`, or `"30m"`',
    defaultValue: "30m",
    recorded: "The timeout that was given, or that of `customTimeouts`; absent where it is the default.",
    dataSource: {
      meaning: "for how long to follow a status in transition",
      more: 'A duration such as `"90s"`; `"0s"` is one look. What has not settled by then is in `pending`.',
      default: '`"2m"`',
      defaultValue: "2m",
    },
    mayBeNothing: true,
  },
  mismatchGrace: {
    kind: "duration",
    meaning: "for how long a wrong status is pending, because it may be from before the change",
    more: 'A duration such as `"90s"`. Right after enabling, an account can read `DISABLED`, a new member `ACCESS_DENIED`; raise this where it takes minutes.',
    default: '`inspector-status:mismatchGrace`, or `"30s"`',
    defaultValue: "30s",
    recorded: "The grace that was given; absent where it is the default.",
    dataSource: false,
    mayBeNothing: true,
  },
  readTimeout: {
    kind: "duration",
    meaning: "for how long `refresh` and `.get` follow a transition",
    more: 'A duration such as `"90s"`; `"0s"` is one look.',
    default: '`inspector-status:readTimeout`, or `"30s"`',
    defaultValue: "30s",
    recorded: "The timeout of reads that was given; absent where it is the default.",
    dataSource: false,
    mayBeNothing: true,
  },
  region: {
    kind: "region",
    meaning: "the AWS Region",
    more: "Another Region replaces the gate.",
    default: "`aws:region` of the configuration, or that of the environment",
    recorded: "The Region that was asked.",
    shownIn: "words",
    ofConnection: true,
    replaces: true,
    mayBeNothing: true,
  },
  profile: {
    kind: "text",
    meaning: "the profile of the shared AWS configuration",
    more: "One that no shared file has is refused.",
    default: "`aws:profile` of the configuration, or that of the environment",
    recorded: "The profile that was given, or that of `awsProvider`.",
    shownIn: "words",
    ofConnection: true,
    mayBeNothing: true,
  },
  assumeRole: {
    kind: "roles",
    meaning: "the IAM role to assume, or a chain of roles; `[]` is none",
    more: "Needs `sts:AssumeRole`. With an `externalId`, the role is a secret in the state.",
    default: "`aws:assumeRoles` of the configuration, or none",
    recorded: "The role or roles that were given, or those of `awsProvider`; a secret where one has an external id.",
    shownIn: "words",
    ofConnection: true,
  },
  awsProvider: {
    kind: "awsProvider",
    meaning: "an `aws.Provider`, from which Region, profile and roles are taken where they are not given",
    more: "One with static keys or a web identity is refused, because it would be kept in the state. Nothing else is taken over.",
    default: "the option `provider`, or the `providers` of the parent",
    dataSource: { default: "the option `provider`" },
    ofConnection: true,
  },
  endpoint: {
    kind: "url",
    meaning: "the URL of Amazon Inspector, where it is not the public one of the Region",
    more: "One with a password is refused, because it would be kept in the state.",
    default: "`inspector2` in `aws:endpoints` of the configuration, or `AWS_ENDPOINT_URL_INSPECTOR2`",
    recorded: "The URL of Amazon Inspector that was given.",
    shownIn: "words",
    ofConnection: true,
  },
} as const satisfies Readonly<Record<string, ArgumentEntry>>;

type Table = typeof ARGUMENT_TABLE;
/** An argument that reaches the provider. Of `awsProvider`, only Region, profile and roles do. */
export type Argument = Exclude<keyof Table, "awsProvider">;

export const ENTRY_NAMES = Object.keys(ARGUMENT_TABLE) as (keyof Table)[];

export function entryOf(name: keyof Table): ArgumentEntry {
  return ARGUMENT_TABLE[name];
}

function scanTypesInWords(): string {
  const word = (type: ScanType): string =>
    canBeEnabled(type) ? `\`${type}\`` : `\`${type}\` (answered, but \`Enable\` does not take it yet)`;
  return SCAN_TYPES.map(word).join(", ");
}
