/** The names of a gate's properties. They never change. Programs load this file, so it imports only the table. */
import { ENTRY_NAMES, entryOf, type ARGUMENT_TABLE, type Argument } from "./argumentTable";

/** What a program can set. */
export const ARGUMENTS = ENTRY_NAMES.filter((name): name is Argument => name !== "awsProvider");

type Table = typeof ARGUMENT_TABLE;
type ReadArgument = { [Name in Argument]: Table[Name] extends { dataSource: false } ? never : Name }[Argument];

/** What a program can give the data source. */
export const READ_ARGUMENTS = ARGUMENTS.filter((name): name is ReadArgument => entryOf(name).dataSource !== false);

/** What a program can read, besides the arguments. */
export const RESULTS = [
  "status",
  "satisfied",
  "accounts",
  "failedAccounts",
  "missingAccountIds",
  "notOffered",
  "skippedAccounts",
  "violations",
  "pending",
] as const;

/**
 * An input that `check` removes: up to 100 accounts of gates with the same connection, this gate among them, separated
 * by commas. An account of two gates is there twice.
 */
export const TOGETHER = "__together";

/**
 * An input: the names of the arguments that are secrets in the program, separated by commas; absent without secrets.
 * Policies need it, because they see no other sign of a secret. They see no property that begins with `__`.
 */
export const SECRET_NAMES = "secretArguments";

/** An input that `check` adds in the preview of a report: the number that its facts have, too. */
export const LOOK = "__look";

/**
 * The module of {@link TYPE_TOKEN}. It is the type in lower camel case, because the engine then leaves it out where it
 * shows the type: `pulumi-nodejs:dynamic:InspectorAccountStatus` leaves room for progress in a row of a terminal.
 */
export const TYPE_MODULE = "inspectorAccountStatus";

/** The type token under which gates are recorded, for ever. */
export const TYPE_TOKEN = `pulumi-nodejs:dynamic/${TYPE_MODULE}:InspectorAccountStatus`;

/** The type token of the first stacks, an alias for ever. */
export const FIRST_TYPE_TOKEN = "pulumi-nodejs:dynamic/inspector-status:InspectorAccountStatus";
