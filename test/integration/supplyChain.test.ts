import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, object>>;
}

interface Locked {
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: true;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * What npm runs when a package is installed from a registry. From git it runs `prepare` as well, which builds the
 * package.
 */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepublish"];
/** Licences that go with Apache-2.0. */
const LICENCES = ["Apache-2.0", "MIT", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC"];

const manifest = JSON.parse(read("package.json")) as Manifest;
const direct = Object.keys(manifest.dependencies);
const locked = (JSON.parse(read("package-lock.json")) as { packages: Readonly<Record<string, Locked>> }).packages;

describe("the supply chain", () => {
  it("has at most six direct dependencies, each with its reason and its licence in SECURITY.md", () => {
    assert.ok(direct.length <= 6, direct.join(", "));
    assert.deepEqual(Object.keys(manifest.peerDependencies), ["@pulumi/policy", "@pulumi/pulumi"]);
    // Whoever uses no policy installs nothing for them.
    assert.deepEqual(manifest.peerDependenciesMeta, { "@pulumi/policy": { optional: true } });
    const rows = [...read("SECURITY.md").matchAll(/^\| `([^`]+)` \| (.+) \| (\S+) \|$/gm)].map(
      ([, name, reason, licence]) => ({ name, reason, licence }),
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      [...direct].sort(),
    );
    for (const { name, reason, licence } of rows) {
      assert.ok(reason!.length > 10);
      assert.equal(licence, locked[`node_modules/${name}`]!.license, name);
    }
  });

  it("is locked, with a checksum for everything, and names no other place than the registry", () => {
    for (const [path, { integrity, resolved }] of closure()) {
      assert.match(integrity ?? "", /^sha512-/, path);
      assert.match(resolved ?? "https://registry.npmjs.org/", /^https:\/\/registry\.npmjs\.org\//, path);
    }
  });

  it("runs no script at installation, neither of ours nor of a dependency's", () => {
    assert.deepEqual(
      Object.keys(manifest.scripts).filter((name) => INSTALL_SCRIPTS.includes(name)),
      [],
    );
    assert.deepEqual(
      closure()
        .filter(([, { hasInstallScript }]) => hasInstallScript)
        .map(([path]) => path),
      [],
    );
  });

  // Node.js before 22.12, but for 20.19, and Jest can't load an ES module by `require`.
  it("can be required where ES modules can't", () => {
    const load = `for (const name of ${JSON.stringify([...direct, "pulumi-inspector-status/provider"])}) require(name)`;
    const { status, stderr } = spawnSync(process.execPath, ["--no-experimental-require-module", "-e", load], {
      cwd: ROOT,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
  });

  it("has licences that go with ours", () => {
    assert.match(read("LICENSE"), /Apache License\s+Version 2\.0/);
    for (const [path, { license }] of closure()) assert.ok(LICENCES.includes(license ?? ""), `${path}: ${license}`);
  });
});

/** What is installed with this package, as npm resolves it. The peer is the program's own. */
function closure(): [string, Locked][] {
  const found = new Map<string, Locked>();
  const visit = (from: string, { dependencies = {} }: Locked): void => {
    for (const name of Object.keys(dependencies)) {
      const path = resolve(from, name);
      if (found.has(path)) continue;
      found.set(path, locked[path]!);
      visit(path, locked[path]!);
    }
  };
  visit("", { dependencies: manifest.dependencies });
  return [...found];
}

/** Where a package finds another: in its own folder, or in one above. */
function resolve(from: string, name: string): string {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const path = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (path in locked) return path;
    if (folder === "") throw new Error(`${name} of ${from || "this package"} is not in the lock file`);
  }
}
