/** What a command needs of the process that it runs in. */
export interface Host {
  readonly env: NodeJS.ProcessEnv;
  /** Writes a line of the result. */
  out(line: string): void;
  /** Writes a line about the run: progress, or what is wrong. */
  error(line: string): void;
  /** Called for each request to end: a signal, or the end of the process that started the command. */
  onStop(listener: (signal: NodeJS.Signals) => void): void;
  /** The time, for what is made now. */
  now(): Date;
}

/** A failure that is a sentence for the person who called the command, and the exit code that goes with it. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

/** The exit codes of Pulumi's own command line, as far as they are used here. */
export const ExitCode = {
  ok: 0,
  failed: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** Something could not be verified, and no command says more. */
  unverified: 4,
  /** Something is not as declared. */
  drift: 7,
  timeout: 9,
  notFound: 127,
} as const;
