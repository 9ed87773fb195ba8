/**
 * What the changelog says of the version that a tag names, for those who read it on GitHub.
 *
 * @throws where the tag is not the version of the package, or the changelog says nothing of it.
 */
export function notesOf(tag: string, version: string, changelog: string): string {
  if (tag !== `v${version}`) {
    throw new Error(`The tag of version ${version} of package.json is v${version}, not ${JSON.stringify(tag)}.`);
  }
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => headingOf(text) === version);
  const notes = section?.slice(section.indexOf("\n")).trim();
  if (notes) return notes;
  throw new Error(
    `CHANGELOG.md says nothing of ${version}: it needs a section \`## ${version}\`, and has ${sections.map(headingOf).join(", ") || "none"}.`,
  );
}

/** The version of a heading: `0.1.0`, `[0.1.0]` or either with a date behind it. */
function headingOf(section: string): string {
  return /^\[?([^\]\s]*)/.exec(section)![1]!;
}
