const PARENT_CHECK_MS = 500;
const INTERRUPTED = 130;
const cleanups = new Set<() => void>();

/**
 * Runs `cleanup` if the process ends before the cleanup is taken back by calling what is returned: by Ctrl-C, by
 * SIGTERM or by an error that nobody caught. The latest one runs first, and has to be done when it returns.
 */
export function atExit(cleanup: () => void): () => void {
  if (process.listenerCount("exit", cleanUp) === 0) {
    process.once("exit", cleanUp);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
    // npm starts this process through a shell and signals only the shell, which may end without passing the signal on.
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && interrupt(), PARENT_CHECK_MS).unref();
  }
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

function interrupt(): void {
  process.exit(INTERRUPTED);
}

function cleanUp(): void {
  for (const cleanup of [...cleanups].reverse()) cleanup();
}
