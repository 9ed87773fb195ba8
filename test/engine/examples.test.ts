import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { stepsOf } from "../../tools/example/readme";
import { Stack } from "../../tools/example/stack";
import { tell } from "../../tools/example/story";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { installedPackages, NAME } from "./support/package";

const ROOT = join(__dirname, "..", "..");
const EXAMPLES = join(ROOT, "examples");
const names = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "Pulumi.yaml")));
const silent = { step: () => {}, line: () => {} };

/**
 * Each example, copied out, with the packed package and what its package.json says besides, does what its README says.
 * In the place of the plugin of pulumi-aws is one whose enabler calls `Enable`.
 */
describe("the example", () => {
  const folders: { remove(): void }[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) folder.remove();
  });

  function copyOf(name: string): string {
    const folder = temporaryFolder();
    folders.push(folder);
    cpSync(join(EXAMPLES, name), folder.path, { recursive: true });
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder.path, "package.json"), "utf8"));
    for (const dependency of [...Object.keys({ ...dependencies, ...devDependencies }), ".bin"]) {
      const link = join(folder.path, "node_modules", dependency);
      mkdirSync(dirname(link), { recursive: true });
      const packages = dependency === NAME ? installedPackages() : join(ROOT, "node_modules");
      symlinkSync(join(packages, dependency), link, "junction");
    }
    return folder.path;
  }

  for (const name of names) {
    it(`${name} prints what its README shows`, async () => {
      await tell(copyOf(name), process.env["PULUMI_CLI_DIR"] ?? "", silent, { compare: true });
    });

    it(`${name} is whole: what to copy, and a README with what it shows, needs and prints`, () => {
      for (const file of ["Pulumi.yaml", "index.ts", "package.json", "scenario.json", "tsconfig.json"])
        assert.ok(existsSync(join(EXAMPLES, name, file)), file);
      const readme = readFileSync(join(EXAMPLES, name, "README.md"), "utf8");
      const steps = stepsOf(readme);
      assert.ok(steps.length > 0 && steps.every(({ shows }) => shows.length > 0), "a command without what it prints");
      assert.equal(readme.match(/^\$ /gm)!.length, steps.length, "a command without a paragraph before it");
      const [, guide = "none"] = /^The guide to it is `(.+)` in the repository of the package\.$/m.exec(readme) ?? [];
      assert.ok(existsSync(join(ROOT, guide)), guide);
      assert.doesNotMatch(readme, /\]\(\.\./, "a link out of the folder leads nowhere once the folder is copied");
      assert.match(readme, /^Copy the folder.*, and in the copy:$/m);
      assert.match(readme, /pulumi config set aws:region|the program\s+names\s+the\s+Regions/);
      assert.match(readme, /^## What it needs$/m);
      assert.match(readme, /`inspector2:BatchGetAccountStatus`/);
    });
  }
});

describe("Pulumi.yaml of the repository", () => {
  it("runs the quickstart", async () => {
    const folder = temporaryFolder();
    try {
      const cli = process.env["PULUMI_CLI_DIR"] ?? "";
      const stack = new Stack({ folder: folder.path, project: ROOT, cli, env: { AWS_REGION: "us-east-1" } });
      await stack.init();
      const { code, output } = await stack.command("pulumi preview", () => {});
      assert.equal(code, 0, output);
      assert.match(output, /InspectorAccountStatus inspector create[^]*Workload workload create/);
    } finally {
      folder.remove();
    }
  });
});
