/** The result of a search for a CLI in one place: the folder and its origin, or why there is none. */
export type Answer = { readonly folder: string; readonly origin: string } | { readonly obstacle: string };

/** Tells the user; standard output is for the result. */
export function say(text: string): void {
  console.error(`Pulumi CLI: ${text}`);
}
