// @ts-check
import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import { reasonBesideDisable } from "./tools/lint/reasonBesideDisable.mjs";
import { rooms } from "./tools/lint/rooms.mjs";

const MAX_LINES = { max: 250 };
// Prettier breaks code, but neither comments nor texts; a sentence for people stays on one line, so that a search finds
// it.
const MAX_LENGTH = { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true };
const MAX_LINES_PER_FUNCTION = { max: 40, skipBlankLines: true, skipComments: true, IIFEs: true };

export default defineConfig(
  { ignores: ["dist/", ".stryker-tmp/"] },
  eslint.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { house: { rules: { "reason-beside-disable": reasonBesideDisable, rooms } } },
    rules: {
      "house/reason-beside-disable": "error",
      "house/rooms": "error",
      eqeqeq: "error",
      "max-len": ["error", MAX_LENGTH],
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        ...["PropertyDefinition", "MethodDefinition[kind!='constructor']", "TSParameterProperty"].map((node) => ({
          selector: `${node}[accessibility='private']`,
          message: "Privacy is `#name`: `private` is gone when the program runs.",
        })),
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/no-import-type-side-effects": "error",

      // Off: a method of an interface is `async` because the interface says so, whether or not this one has to wait.
      "@typescript-eslint/require-await": "off",
      // Off: modules are loaded late where the time or the moment of loading matters; the compiler makes CommonJS.
      "@typescript-eslint/no-require-imports": "off",
    },
  },
  {
    files: ["provider/**", "sdk/**", "tools/**", "bench/**"],
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "max-lines": ["error", MAX_LINES],
      "max-lines-per-function": ["error", MAX_LINES_PER_FUNCTION],
    },
  },
  { files: ["provider/provider.ts"], rules: { "max-lines": ["error", { max: 120 }] } },
  // What people see at the command line is printed there.
  { files: ["tools/**", "bench/**", "examples/**", "test/**"], rules: { "no-console": "off" } },
  {
    files: ["test/**"],
    rules: {
      // Off: tests look into JSON that the engine or the service has made; the assertion is what checks its type.
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      // Off: the compiler takes what a generic call returns from the assertion around it.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      // Off: `t.mock.method` and the like hand methods over.
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: ["provider/status/**", "provider/values/**"],
    rules: { "no-restricted-globals": ["error", "Date", "performance", "process", "setTimeout", "fetch"] },
  },
  // Examples have compiler options of their own, as when they are copied out: types are checked by the compiler alone.
  {
    files: ["examples/**"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    files: ["**/*.{js,mjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    // Off: the names that Node.js knows are not listed here; `// @ts-check` knows them.
    rules: { "no-undef": "off" },
  },
);
