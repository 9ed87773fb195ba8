/** A failure with nothing to record, as a sentence for the person who can act on it. */
export class UserError extends Error {}

/** What is wrong with a property; the property is empty where it is the resource as a whole. */
export interface Problem {
  readonly property: string;
  readonly reason: string;
}
