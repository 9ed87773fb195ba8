import assert from "node:assert/strict";
import { join } from "node:path";
import { BY_CODE } from "../../../../provider/status/fault";
import { ERROR_CODES, errorCodeEntry } from "../../../../provider/status/vocabulary";
import { sourcesIn, textsIn } from "../../../../tools/pages/literals";
import { troubleshootingPage } from "../../../../tools/pages/troubleshooting";

const ROOT = join(__dirname, "..", "..", "..", "..");

// That docs/troubleshooting.md is this page is tested with the pictures.
describe("the page of troubleshooting", () => {
  const page = troubleshootingPage(ROOT);

  it("has each error code, what it means and what to do", () => {
    for (const code of [...ERROR_CODES, "ValidationException", "SOMETHING_NEW"]) {
      const { meaning, remedy } = errorCodeEntry(code);
      if (code !== "SOMETHING_NEW") assert.ok(page.includes(`\`${code}\``), code);
      assert.ok(page.includes(` ${meaning} |`), meaning);
      assert.ok(page.includes(`| ${remedy} |`), remedy);
    }
  });

  it("has each exception and each code of the system", () => {
    for (const code of Object.keys(BY_CODE)) assert.ok(page.includes(`\`${code}\``), code);
  });

  // Read by other means than the page is made by: these are the ends of sentences, with their full stop.
  for (const file of ["gate/remedies.ts", "aws/callFault.ts", "aws/credentialsFault.ts", "aws/proxy.ts"]) {
    it(`has each remedy of ${file}`, () => {
      const [source] = sourcesIn(ROOT, [`provider/${file}`]);
      const remedies = textsIn(source!).filter(
        (text) => /^[A-Z`].* .*[.:]$/.test(text) && !text.includes("aws inspector2"),
      );
      assert.ok(remedies.length > 1);
      for (const remedy of remedies)
        for (const part of remedy.split("…").filter((each) => each.length > 8)) assert.ok(page.includes(part), part);
    });
  }

  it("has the end of each sentence about a call", () => {
    const [source] = sourcesIn(ROOT, ["provider/gate/sentences.ts"]);
    for (const text of textsIn(source!).filter((each) => each.startsWith("… (")))
      for (const part of text.split(/…|\)\. |\(|: /).filter((each) => each.length > 8))
        assert.ok(page.includes(part), part);
  });
});
