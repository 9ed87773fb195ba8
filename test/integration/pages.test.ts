import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import { getInspectorAccountStatus } from "../../sdk";
import { startEmulator } from "../../sdk/testing";
import { stepsOf } from "../../tools/example/readme";
import { ATTEMPT_MS } from "../../provider/aws/limit";
import { SCAN_TYPES } from "../../provider/status/vocabulary";
import { FRESH_MS } from "../../provider/waiting/bounds";
import { useOwnEnvironment } from "../support/environment";
import { POINTS } from "../kill/points";
import { WAYS } from "../kill/ways";

const ROOT = join(__dirname, "..", "..");
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
  ...readdirSync(join(ROOT, "examples"))
    .map((name) => `examples/${name}/README.md`)
    .filter((file) => existsSync(join(ROOT, file))),
];

/** The blocks of TypeScript in the pages, by the name of the file that each would be. */
const SNIPPETS = new Map(
  PAGES.flatMap((page) =>
    [...textOf(page).matchAll(/^```typescript\n([^]*?)^```$/gm)].map(([, code], index) => [
      // In the folder of the examples, where the package is found under its name.
      join(ROOT, "examples", `${page.replaceAll("/", "-")}-${index + 1}.ts`),
      code!,
    ]),
  ),
);

/** Pulumi's template, with what is asked of the types of a package besides. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};

// As with Pulumi's template: `export =` is there, `await` at the top is not.
const FORMAT: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ES2022,
  impliedNodeFormat: ts.ModuleKind.CommonJS,
};

describe("the code in the documentation", () => {
  it("compiles against the types of the package, each block by itself", function () {
    this.timeout(120_000);
    const host = ts.createCompilerHost(OPTIONS);
    const { readFile, fileExists, getSourceFile } = host;
    host.readFile = (file) => SNIPPETS.get(file) ?? readFile(file);
    host.fileExists = (file) => SNIPPETS.has(file) || fileExists(file);
    host.getSourceFile = (file, ...rest) => {
      const code = SNIPPETS.get(file);
      return code === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, code, FORMAT);
    };
    const program = ts.createProgram([...SNIPPETS.keys()], OPTIONS, host);
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file ? file.getLineAndCharacterOfPosition(start ?? 0).line + 1 : 0;
      return `${file?.fileName.slice(ROOT.length + 1)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
    assert.deepEqual(problems, []);
    assert.ok(SNIPPETS.size >= 10);
  });
});

describe("what is to copy", () => {
  const programs = readdirSync(join(ROOT, "examples"))
    .map((name) => join(ROOT, "examples", name, "index.ts"))
    .filter((file) => existsSync(file))
    .map((file) => [file, readFileSync(file, "utf8")] as const);

  for (const [file, code] of [...SNIPPETS, ...programs]) {
    if (!code.includes("inspector2.Enabler")) continue;
    // They have only what is on: the gate would not see the rest.
    it(`gates on what was asked for, not on the outputs of the enabler: ${file.slice(ROOT.length + 1)}`, () => {
      assert.doesNotMatch(code, /\benabler\.\w/i);
      assert.match(code, /dependsOn: enabler\b/);
    });
  }
});

describe("what the documentation shows as printed", () => {
  useOwnEnvironment();
  // The engine tests run the examples, and compare what they print with their pages.
  const printed = PAGES.filter((page) => page.startsWith("examples/")).flatMap((page) => stepsOf(textOf(page)));

  for (const page of PAGES.filter((file) => !file.startsWith("examples/"))) {
    const blocks = [...textOf(page).matchAll(/^```(\w*)\n(\$ [^]*?)^```$/gm)];
    if (blocks.length === 0) continue;
    it(`in ${page} was printed by an example`, () => {
      for (const [, language, block] of blocks) {
        assert.equal(language, "console");
        const [command, ...shows] = block!.trimEnd().split("\n");
        const ran = printed.filter((step) => `$ ${step.command}` === command);
        assert.ok(
          ran.some((step) => shows.every((line) => step.shows.includes(line))),
          `${command} of ${page} prints something else in every example`,
        );
      }
    });
  }

  it("in README.md as a result was read", async () => {
    const [, shown = ""] = /^```json\n([^]*?)^```$/m.exec(textOf("README.md").split("## Read without blocking")[1]!)!;
    const expected = JSON.parse(shown) as { accounts: Record<string, { resourceState: object }> };
    const nothing = Object.fromEntries(SCAN_TYPES.map((type) => [type, null]));
    const [accountId = ""] = Object.keys(expected.accounts);
    const emulator = await startEmulator({
      accounts: { [accountId]: { ...nothing, EC2: "DISABLED", ECR: "ENABLED" } },
    });
    Object.assign(process.env, emulator.env);
    try {
      const { status, satisfied, accounts } = await getInspectorAccountStatus({
        accountIds: [accountId],
        resourceTypes: ["EC2"],
        timeout: "0s",
      });
      assert.deepEqual({ status, satisfied, accounts }, expected);
    } finally {
      await emulator.close();
    }
  });
});

describe("the numbers in the documentation", () => {
  const kills = `${POINTS.length} points in ${WAYS.length} ways`;
  for (const [page, words] of [
    ["README.md", `the ${ATTEMPT_MS / 1_000} seconds of an attempt`],
    ["docs/faq.md", `after 10 s to 1 min | ${callsOfWait("10 s to 1 min")},`],
    ["docs/faq.md", `after 3 min to 30 min | ${callsOfWait("3 min to 30 min")},`],
    ["docs/connection.md", `takes ${ATTEMPT_MS / 1_000} seconds at most`],
    ["docs/how-it-works.md", `more than ${FRESH_MS / 1_000} seconds ago`],
    ["SECURITY.md", kills],
    ["CONTRIBUTING.md", kills],
  ] as const) {
    it(`are those of the sources: "${words}" of ${page}`, () => {
      assert.ok(textOf(page).includes(words));
    });
  }
});

describe("the links in the documentation", () => {
  for (const page of PAGES) {
    it(`of ${page} lead somewhere`, () => {
      const text = textOf(page).replaceAll(/^```[^]*?^```$/gm, "");
      for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target!)) continue;
        const [file = "", anchor] = target!.split("#");
        const path = file === "" ? join(ROOT, page) : join(ROOT, dirname(page), file);
        assert.ok(existsSync(path), `${page}: ${target}`);
        if (anchor) assert.ok(anchorsOf(path).includes(anchor), `${page}: ${target}`);
      }
    });
  }

  it("lead from each guide to the index and back", () => {
    const index = readFileSync(join(ROOT, "docs", "README.md"), "utf8");
    for (const page of PAGES.filter((file) => file.startsWith("docs/") && file !== "docs/README.md")) {
      assert.ok(index.includes(`](${page.slice("docs/".length)})`), `docs/README.md does not link ${page}`);
    }
  });
});

function textOf(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

/** The calls of a wait that took so long, on average, as `npm run docs` has measured them. */
function callsOfWait(took: string): string {
  const row = textOf("docs/schedule.md")
    .split("\n")
    .find((line) => line.startsWith(`| ${took} |`));
  return row?.split(" | ")[3] ?? `a row for ${took}`;
}

/** As GitHub makes them from headings. */
function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
