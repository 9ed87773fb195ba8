/**
 * What stands for an argument that a program gave as an Output or a Promise and that turned out to have no value.
 * Pulumi drops such a property before `check` sees it, so that it would count as left out. Imports nothing: a program
 * loads this file.
 */
export const NOTHING = "pulumi-inspector-status: an Output or a Promise without a value";
