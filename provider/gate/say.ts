/** A notice tells how things stand. A warning tells that something is wrong, but does not stop the deployment. */
export type Severity = "notice" | "warning";

/** Says a sentence where a person sees it. */
export type Say = (sentence: string, severity: Severity) => void;

export function warn(say: Say, sentences: readonly string[]): void {
  for (const sentence of sentences) say(sentence, "warning");
}
