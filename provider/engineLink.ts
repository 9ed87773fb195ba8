import { connect } from "node:net";

let linked = false;

/**
 * Ends this process when the engine is gone. After a SIGKILL of the CLI nothing else would: the process would go on
 * polling. Its parent is a shell that survives, so a connection to the engine is held, and its end is the sign.
 */
export function endWithEngine(): void {
  const [host, port] = (process.argv[2] ?? "").split(":");
  if (linked || !process.argv[1]?.includes("dynamic-provider") || !host || !port) return;
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
