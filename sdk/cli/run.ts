import { parseCommandLine } from "./commandLine";
import { COMMANDS, runCommand } from "./commands";
import { help, seeHelp } from "./help";
import { messageOf } from "../../provider/values/messageOf";
import { CommandError, ExitCode, type Host } from "./host";
import { version } from "./version";

/** Runs the command line, and returns its exit code. Problems are sentences on standard error. */
export async function run(args: readonly string[], host: Host): Promise<number> {
  const request = parseCommandLine(args, COMMANDS);
  switch (request.kind) {
    case "help":
      host.out(help(request.command, COMMANDS));
      return ExitCode.ok;
    case "version":
      host.out(version());
      return ExitCode.ok;
    case "wrong":
      host.error([...request.problems, "", seeHelp(request.command)].join("\n"));
      return ExitCode.usage;
    case "run":
      return runCommand(request.command, request.values, request.rest, host).catch((error: unknown) => {
        const isUsage = error instanceof CommandError && error.exitCode === ExitCode.usage;
        host.error(isUsage ? `${error.message}\n\n${seeHelp(request.command)}` : messageOf(error));
        return error instanceof CommandError ? error.exitCode : ExitCode.failed;
      });
  }
}
