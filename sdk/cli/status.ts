import { StatusReader, UserError } from "../../provider/dataSource";
import { problemsOf } from "../../provider/gate/arguments";
import { READ_ARGUMENTS } from "../../provider/gate/names";
import type { Values } from "./commandLine";
import { filesOf, publish } from "./formats";
import { CommandError, ExitCode, type Host } from "./host";
import { logLine } from "./report/escape";
import type { Section } from "./report/model";
import { reportOf, sectionAbout } from "./report/report";
import { sectionOf } from "./report/section";
import { version } from "./version";

/** One look. */
const NO_WAIT = "0s";
const INTERRUPTED = 130;

type Arguments = Readonly<Record<string, unknown>>;

/** Reads the status of accounts in Regions, and returns the exit code. */
export async function status(values: Values, host: Host): Promise<number> {
  const files = filesOf(values);
  const places = argumentsOf(values);
  host.onStop(() => process.exit(INTERRUPTED));
  const reader = new StatusReader(
    (sentence) => host.error(logLine(inOptions(sentence))),
    () => undefined,
  );
  const sections = await Promise.all(places.map((args) => readRegion(reader, args)));
  const createdAt = host.now().toISOString();
  return publish(reportOf({ version: version(), command: "status", createdAt }, sections), files, host);
}

/** Reads each Region. A Region that can't be asked does not hide the others. */
async function readRegion(reader: StatusReader, args: Arguments): Promise<Section> {
  const named = typeof args["region"] === "string" ? args["region"] : undefined;
  try {
    const outputs = await reader.read(args, true);
    const outcome = outputs.satisfied ? "ok" : "drift";
    return asCalled({ title: outputs.region, outcome, ...sectionOf(outputs, false) });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const title = named ?? "The Region of the environment";
    const expectedStatus = typeof args["expectedStatus"] === "string" ? args["expectedStatus"] : "ENABLED";
    return sectionAbout("unverified", inOptions(error.message).replace(UNENDED, "$&."), {
      title,
      outcome: "unverified",
      expectedStatus,
      ...(named !== undefined && { region: named }),
    });
  }
}

/** The arguments of the data source for each Region. Refuses all problems at once. */
function argumentsOf(values: Values): Arguments[] {
  const roleArn = values.text("role-arn");
  const args = {
    ...given("accountIds", values, "account-ids"),
    ...(values.flag("members") && { members: true }),
    ...given("excludeAccountIds", values, "exclude-account-ids"),
    ...given("resourceTypes", values, "resource-types"),
    ...(values.flag("where-offered") && { whereOffered: true }),
    ...(values.flag("expected-status") && { expectedStatus: values.text("expected-status") }),
    ...(values.flag("profile") && { profile: values.text("profile") }),
    ...(roleArn !== undefined && { assumeRole: { roleArn } }),
    timeout: values.text("wait") ?? NO_WAIT,
  };
  const regions = [...new Set(values.list("regions"))];
  if (values.flag("regions") && regions.length === 0)
    throw new CommandError("--regions: expected REGION…, found nothing.", ExitCode.usage);
  const places = regions.length > 0 ? regions.map((region) => ({ ...args, region })) : [args];
  const problems = places.flatMap((place) => problemsOf(place, false, "status", READ_ARGUMENTS));
  if (problems.length === 0) return places;
  const sentences = new Set(problems.map(({ reason }) => inOptions(reason).replace(UNENDED, "$&.")));
  throw new CommandError([...sentences].join("\n"), ExitCode.usage);
}

// An empty list is passed on, so that it is refused: a filter that found nothing must not pass.
function given(name: string, values: Values, option: string): Arguments {
  return values.flag(option) ? { [name]: values.list(option) } : {};
}

/** A section that speaks of options, in all that we say ourselves. */
function asCalled(section: Section): Section {
  return {
    ...section,
    problems: section.problems.map((problem) => ({ ...problem, message: inOptions(problem.message) })),
    notes: section.notes.map(inOptions),
    accounts: section.accounts.map((account) =>
      // The messages of other accounts are AWS's own.
      account.standing !== "skipped"
        ? account
        : { ...account, state: { ...account.state, errorMessage: inOptions(account.state.errorMessage ?? "") } },
    ),
  };
}

const UNENDED = /[^.?]$/;
/** There is no stack to configure. */
const CONFIGURATION = /, or run `pulumi config[^`]*`/g;
const ARGUMENT = /`(pulumi up|[a-zA-Z:]+)[^`]*`/g;
/** An argument, and the key of the configuration that has it too. */
const TWICE = /(--[a-z-]+|AWS_\w+)(?:(?:,| or| and) \1)+(?!\w)/g;
/** Not in the table of arguments, because the command line has names of its own, and not for every argument. */
const OPTIONS: Readonly<Record<string, string>> = {
  accountIds: "--account-ids",
  members: "--members",
  excludeAccountIds: "--exclude-account-ids",
  resourceTypes: "--resource-types",
  whereOffered: "--where-offered",
  expectedStatus: "--expected-status",
  region: "--regions",
  profile: "--profile",
  assumeRole: "--role-arn",
  timeout: "--wait",
  "pulumi up": "--wait 30m",
  "aws:profile": "--profile",
  "aws:assumeRoles": "--role-arn",
  endpoint: "AWS_ENDPOINT_URL_INSPECTOR2",
  "aws:endpoints": "AWS_ENDPOINT_URL_INSPECTOR2",
};

/** A sentence about arguments as one about the options that they come from. */
function inOptions(sentence: string): string {
  return sentence
    .replace(CONFIGURATION, "")
    .replace(ARGUMENT, (whole, argument: string) => OPTIONS[argument] ?? whole)
    .replace(TWICE, "$1");
}
