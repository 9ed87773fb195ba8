/** A failure with nothing to record, as a sentence that a person can act on. */
export class UserError extends Error {}

/** A problem of a property, or of the whole resource if the property is empty. */
export interface Problem {
  readonly property: string;
  readonly reason: string;
}
