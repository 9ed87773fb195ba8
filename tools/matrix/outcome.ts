/** The groups of rows, in the order of the table. */
export const SUBJECTS = {
  program: "Programs",
  manager: "Package managers",
  node: "Node.js",
  pulumi: "`@pulumi/pulumi`",
  types: "TypeScript, for the types",
} as const;

/** The outcome of a row. */
export interface Outcome {
  readonly subject: keyof typeof SUBJECTS;
  readonly name: string;
  /** The major version of Node.js that runs it. */
  readonly node?: number;
  /** The version of `@pulumi/pulumi` that the package manager chose, where it is known. */
  readonly pulumi?: string;
  /** Why it is not as it has to be, in one line. */
  readonly reason?: string;
  /** Where it is known not to work: the way out. */
  readonly wayOut?: string;
}

/** The name of a row outside of the table. */
export function labelOf({ subject, name }: Pick<Outcome, "subject" | "name">): string {
  return `${SUBJECTS[subject]}: ${name}`;
}
