/** What we know of the words of Amazon Inspector. */
export interface Words {
  readonly statuses: readonly string[];
  readonly errorCodes: readonly string[];
  /** The keys of scan types in answers. */
  readonly responseKeys: readonly string[];
  /** The scan types that requests take. */
  readonly scanTypes: readonly string[];
}

/** The shapes of the service's model that have words which we know, and what a word of them is. */
const SHAPES: readonly { readonly shape: string; readonly words: keyof Words; readonly kind: string }[] = [
  { shape: "Status", words: "statuses", kind: "the status" },
  { shape: "ErrorCode", words: "errorCodes", kind: "the error code" },
  { shape: "ResourceState", words: "responseKeys", kind: "the scan type of answers" },
  { shape: "ResourceStatus", words: "responseKeys", kind: "the scan type of answers" },
  { shape: "ResourceScanType", words: "scanTypes", kind: "the scan type of requests" },
];

/** What a model of the service, as botocore has it, says and our words lack: a sentence for each. */
export function vocabularyGaps(model: unknown, known: Words): string[] {
  return SHAPES.flatMap(({ shape, words, kind }) => {
    const said = wordsOf(model, shape);
    // Without the shape nothing has been compared, which must not look like nothing being new.
    if (said.length === 0)
      return [`The model has no words in the shape ${shape} any more: see what it is called now, in tools/upstream.`];
    return said
      .filter((word) => !known[words].includes(word))
      .map((word) => `The vocabulary lacks ${kind} ${word}, which the model has in ${shape}.`);
  });
}

/** The words of an enumeration, or the names of a structure's members. */
function wordsOf(model: unknown, shape: string): string[] {
  const found = at(at(model, "shapes"), shape);
  const words = at(found, "enum");
  if (Array.isArray(words)) return words.map(String);
  return Object.keys(at(found, "members") ?? {});
}

function at(value: unknown, key: string): object | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === "object" && found !== null ? found : undefined;
}
