// @ts-check
/** What is loaded from outside, relative to the root of the sources and to `dist` alike. */
export const ENTRIES = ["sdk/index", "sdk/testing/index", "sdk/policy/index", "sdk/cli/main", "provider/dynamic"];
/** The one that every program imports. */
export const PROGRAM = "sdk/index";
/** Those of them that programs import, with their types. */
export const TYPED = ["sdk/index", "sdk/testing/index", "sdk/policy/index"];
/** What a stack has recorded loads it by its name. No program does, so its types say nothing. */
export const UNTYPED = ["provider/dynamic"];
/** Pulumi records its functions as they are written, in every gate: it stays a file of its own, as TypeScript wrote it. */
export const RECORDED = "sdk/dynamicProvider";
