import { connect } from "node:http2";

/** Before a connection that has ended is made anew. */
const PAUSE_MS = 250;

let linked = false;

/**
 * Ends this process when the engine is gone. After a SIGKILL of the CLI nothing else would: the process of the provider,
 * or of a program in which a data source waits, would go on polling. Its parent is a shell or a language host that
 * survives, so a connection to the engine is held. In any other process this does nothing.
 */
export function endWithEngine(): void {
  const address = engineAddress();
  if (linked || !address) return;
  linked = true;
  // Pulumi's handler of uncaught errors writes them to stderr: for an EPIPE there, it would do so for ever.
  process.stderr.on("error", () => process.exit(1));
  hold(address, false);
}

/**
 * Speaks HTTP/2 as gRPC does: a connection that says nothing is closed by the engine after 120 s. That a connection ends
 * is not the sign, then: that there can't be another one is.
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

/** Where the engine listens, if it has started this process: for a provider its argument, for a program a variable. */
function engineAddress(): string | undefined {
  const script = process.argv[1] ?? "";
  if (/[\\/]cmd[\\/]dynamic-provider\b/.test(script)) return process.argv[2];
  // The Automation API runs programs in its user's own process: it is not ours to end.
  if (/@pulumi[\\/]pulumi[\\/]cmd[\\/]run\b/.test(script)) return process.env["PULUMI_NODEJS_ENGINE"];
  return undefined;
}
