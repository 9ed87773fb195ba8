import type { Command, Option, Values } from "./commandLine";
import type { Host } from "./host";

const FORMATS: Readonly<Record<string, Option>> = {
  json: { kind: "text", value: "FILE", help: "writes the whole report as JSON (report.schema.json in this package)" },
  markdown: { kind: "text", value: "FILE", help: "writes it for a job summary or a pull request comment" },
  sarif: { kind: "text", value: "FILE", help: "writes it as SARIF 2.1.0, for code scanning" },
  junit: { kind: "text", value: "FILE", help: "writes it as JUnit XML: a test per account and scan type" },
  html: { kind: "text", value: "FILE", help: "writes it as one page, with a filter and all details" },
};

const EXIT_CODES = `Exit codes, those of Pulumi's own command line:
  0   everything was read and is as declared
  2   the command was called wrongly
  7   something is not as declared`;

/** The commands of `pulumi-inspector-status`. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  emulator: {
    summary: "Starts an emulator of Amazon Inspector on the loopback interface.",
    usage: "emulator [--port N] [--scenario FILE] [-- COMMAND…]",
    options: {
      port: { kind: "text", value: "N", help: "the port to listen on (default: any free one)" },
      scenario: {
        kind: "text",
        value: "FILE",
        help: "what it answers, as JSON (default: one account, 111122223333, ENABLED)",
      },
    },
    takesCommand: true,
    notes: `Without a command it prints the environment variables that lead to it, and each call, until Ctrl-C, or until the
npx or npm that started it ends. With \`-- COMMAND…\` it runs the command with these variables, passes signals on to
it, ends with it, and has its exit code.

While it runs:
  POST URL/_emulator/set     changes the scenario; the body is JSON
  GET  URL/_emulator/calls   the calls so far`,
  },
  drift: {
    summary: "Previews stacks, and says account by account what is no longer as their gates declare.",
    usage: "drift [--cwd DIR…] [--stack NAME…] [--refresh] [--json FILE] [--markdown FILE] …",
    options: {
      cwd: { kind: "list", value: "DIR…", help: "the folders of the programs (default: this one)" },
      stack: { kind: "list", value: "NAME…", help: "the stacks of each folder (default: the selected one)" },
      refresh: { kind: "flag", help: "refreshes the whole stack within the preview (changes nothing)" },
      ...FORMATS,
    },
    notes: `It runs \`pulumi preview\` and changes nothing. The text goes to standard output, progress to standard error.

${EXIT_CODES}: drift, a gate that is not deployed yet or would be removed
  else that of the first preview that failed; 4 where a gate could not be verified although none did`,
  },
  status: {
    summary: "Reads the status of accounts, as getInspectorAccountStatus does, without Pulumi.",
    usage: "status [--account-ids ID…|--members] [--resource-types TYPE…] [--regions REGION…] …",
    options: {
      "account-ids": { kind: "list", value: "ID…", help: "the accounts (default: the caller's own)" },
      members: { kind: "flag", help: "all members of the caller, the delegated administrator, and the caller" },
      "exclude-account-ids": { kind: "list", value: "ID…", help: "with --members: accounts to leave out" },
      "resource-types": {
        kind: "list",
        value: "TYPE…",
        help: "scan types, as EC2 LAMBDA_CODE (default: the state of the account)",
      },
      "where-offered": { kind: "flag", help: "scan types that the answer mentions for no account are not compared" },
      "expected-status": { kind: "text", value: "STATUS", help: "ENABLED, DISABLED or SUSPENDED (default: ENABLED)" },
      regions: { kind: "list", value: "REGION…", help: "the Regions (default: that of the environment or profile)" },
      profile: { kind: "text", value: "NAME", help: "the profile of the shared AWS configuration" },
      "role-arn": { kind: "text", value: "ARN", help: "the IAM role to assume" },
      wait: {
        kind: "text",
        value: "DURATION",
        help: "follows what is on its way to another status for so long, as 30m (default: one look)",
      },
      ...FORMATS,
    },
    notes: `Lists are separated by spaces or commas. A Region that can't be asked does not hide the others. It changes nothing.
It needs inspector2:BatchGetAccountStatus; --members needs ListMembers and GetDelegatedAdminAccount, too.

${EXIT_CODES} or still changing
  4   a Region could not be asked, and nothing else is wrong`,
  },
};

/** Runs a command, whose code is loaded only then. */
export function runCommand(
  name: string,
  values: Values,
  rest: readonly string[] | undefined,
  host: Host,
): Promise<number> {
  switch (name) {
    case "emulator":
      return (require("./emulator") as typeof import("./emulator")).emulator(values, rest, host);
    case "drift":
      return (require("./drift") as typeof import("./drift")).drift(values, host);
    default:
      return (require("./status") as typeof import("./status")).status(values, host);
  }
}
