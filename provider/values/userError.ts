/** A failure with nothing to record, as a sentence for the person who can act on it. */
export class UserError extends Error {}
