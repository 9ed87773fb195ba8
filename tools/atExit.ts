const cleanups = new Set<() => void>();

/**
 * Runs `cleanup` if the process ends before the cleanup is taken back by calling what is returned: by Ctrl-C, by
 * SIGTERM or by an error that nobody caught. The latest one runs first, and has to be done when it returns.
 */
export function atExit(cleanup: () => void): () => void {
  if (process.listenerCount("exit", cleanUp) === 0) {
    process.once("exit", cleanUp);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  }
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

function cleanUp(): void {
  for (const cleanup of [...cleanups].reverse()) cleanup();
}
