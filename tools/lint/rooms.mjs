// @ts-check
import { readFileSync } from "node:fs";

/** @type {readonly { name: string, files?: readonly string[] }[]} */
const TABLE = JSON.parse(readFileSync(new URL("../rooms.json", import.meta.url), "utf8"));

/**
 * The rooms of provider/, from the top down. A file may import from its own room and from those below it, which keeps
 * the way through the house one-way: what a status means can be read without knowing who asked for it.
 *
 * @type {readonly { name: string, files: string, imports: string }[]} `imports` is how a path into the room goes on
 */
const ROOMS = TABLE.filter(({ name }) => name !== "sdk").map(({ name, files }) => {
  if (!files) {
    const folder = name.replace("provider/", "");
    return { name: `${folder}/`, files: `${name}/**`, imports: `${folder}(?:/|$)` };
  }
  const called = files.length === 1 ? `${files[0]}.ts` : `the ${name}`;
  return { name: called, files: `provider/@(${files.join("|")}).ts`, imports: `(?:${files.join("|")})$` };
});

/** Relative, from whatever depth, or by way of the folder that holds all rooms. */
const UP = "^\\.{1,2}/(?:\\.\\./)*(?:provider/)?";
const OUTSIDE = {
  regex: "(?:^|/)(?:sdk|examples|test|tools|bench)/|^@pulumi/",
  message: "Nothing in provider/ imports Pulumi, or what stands above it.",
};

const WAY = ROOMS.map(({ name }) => name).join(" → ");

/** Rules for ESLint: imports between rooms run downwards only. */
export const ROOMS_RULES = [
  ...ROOMS.map(({ name, files }, index) => ({
    files: [files],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            OUTSIDE,
            ...ROOMS.slice(0, index).map((above) => ({
              regex: `${UP}${above.imports}`,
              message: `${above.name} stands above ${name}; imports run downwards only: ${WAY}.`,
            })),
          ],
        },
      ],
    },
  })),
  {
    files: ["sdk/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "(?:^|/)(?:examples|test|tools|bench)/", message: "What is published imports nothing of these." },
          ],
        },
      ],
    },
  },
];
