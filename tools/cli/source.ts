/** What a place where a CLI may be found answers: the folder and where it is from, or why there is none. */
export type Answer = { readonly folder: string; readonly origin: string } | { readonly obstacle: string };

/** Tells the user; standard output is for the result. */
export function say(text: string): void {
  console.error(`Pulumi CLI: ${text}`);
}
