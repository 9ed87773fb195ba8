import { connect } from "node:net";

let linked = false;

/**
 * Ends this process when the engine is gone. After a SIGKILL of the CLI nothing else would: the process of the provider,
 * or of a program in which a data source waits, would go on polling. Its parent is a shell or a language host that
 * survives, so a connection to the engine is held, and its end is the sign. In any other process this does nothing.
 */
export function endWithEngine(): void {
  const [host, port] = (engineAddress() ?? "").split(":");
  if (linked || !host || !port) return;
  linked = true;
  const socket = connect({ host, port: Number(port) });
  let wasConnected = false;
  socket.on("connect", () => (wasConnected = true));
  socket.on("error", () => {});
  socket.on("close", () => {
    if (wasConnected) process.exit(1);
  });
  // Without reading, the end of the connection would not be seen.
  socket.resume();
  socket.unref();
}

/** Where the engine listens, if it has started this process: for a provider its argument, for a program a variable. */
function engineAddress(): string | undefined {
  const script = process.argv[1] ?? "";
  if (/[\\/]cmd[\\/]dynamic-provider\b/.test(script)) return process.argv[2];
  // The Automation API runs programs in its user's own process: it is not ours to end.
  if (/@pulumi[\\/]pulumi[\\/]cmd[\\/]run\b/.test(script)) return process.env["PULUMI_NODEJS_ENGINE"];
  return undefined;
}
