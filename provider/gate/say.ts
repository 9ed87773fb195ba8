/** A notice tells how things stand; a warning tells that something is not as it should be, and that nothing stops for it. */
export type Severity = "notice" | "warning";

/** Says a sentence where a person sees it. */
export type Say = (sentence: string, severity: Severity) => void;

export function warn(say: Say, sentences: readonly string[]): void {
  for (const sentence of sentences) say(sentence, "warning");
}
