// @ts-check
/** What is loaded from outside, relative to the root of the sources and to `dist` alike. */
export const ENTRIES = ["sdk/index", "sdk/testing/index", "sdk/policy/index", "sdk/cli/main", "provider/dynamic"];
/** Those of them that have types: the others are run, or loaded by what a stack has recorded. */
export const TYPED = ["sdk/index", "sdk/testing/index", "sdk/policy/index", "provider/dynamic"];
/** Pulumi records its functions as they are written, in every gate: it stays a file of its own, as TypeScript wrote it. */
export const RECORDED = "sdk/dynamicProvider";
