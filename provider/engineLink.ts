import { connect } from "node:http2";

/** The pause before a new connection replaces one that has ended. */
const PAUSE_MS = 250;

let linked = false;

/**
 * Ends this process when the engine has ended. After a SIGKILL of the CLI, the provider's process, or a program in
 * which a data source waits, would go on polling. The parent process tells nothing, because it is a shell or a language
 * host that survives; so this holds a connection to the engine. It does nothing in any other process.
 */
export function endWithEngine(): void {
  const address = engineAddress();
  if (linked || !address) return;
  linked = true;
  // Pulumi's handler of uncaught errors writes to stderr, and would repeat that for ever if stderr itself fails with
  // EPIPE.
  process.stderr.on("error", () => process.exit(1));
  hold(address, false);
}

/**
 * Holds a connection to the engine. It speaks HTTP/2 as gRPC does, because the engine closes a silent connection after
 * 120 s. A closed connection does not mean that the engine has ended; only a refused new connection does.
 */
function hold(address: string, wasThere: boolean): void {
  const session = connect(`http://${address}`);
  let isThere = false;
  session.on("connect", () => (isThere = true));
  session.on("error", () => {});
  session.on("close", () => {
    if (isThere) setTimeout(hold, PAUSE_MS, address, true).unref();
    else if (wasThere) process.exit(1);
  });
  session.unref();
}

/**
 * The address of the engine, if it has started this process. A provider gets it as an argument, a program as a
 * variable.
 */
function engineAddress(): string | undefined {
  const script = process.argv[1] ?? "";
  if (/[\\/]cmd[\\/]dynamic-provider\b/.test(script)) return process.argv[2];
  // The Automation API runs programs in its user's own process, which we must not end.
  if (/@pulumi[\\/]pulumi[\\/]cmd[\\/]run\b/.test(script)) return process.env["PULUMI_NODEJS_ENGINE"];
  return undefined;
}
