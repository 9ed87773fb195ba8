/** How long calls are collected. The engine makes the calls of all resources that are ready at about the same time. */
const GATHER_MS = 10;

/**
 * Calls of the returned function that come in at about the same time share one look. It begins after all of them were
 * made: a call that comes after its beginning waits for the next one.
 */
export function gathered<T>(look: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | undefined;
  return () =>
    (next ??= new Promise<void>((resolve) => setTimeout(resolve, GATHER_MS)).then(() => {
      next = undefined;
      return look();
    }));
}
