import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { html } from "../../sdk/cli/report/html";
import type { Report } from "../../sdk/cli/report/model";
import { browserPath } from "../../tools/browser";
import { B, C } from "../support/readings";
import { everyOutcome, HOSTILE, manyAccounts } from "../support/reports";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const FIRST_PAINT_MS = 2_000;

describe("the page of a report", function () {
  this.timeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  let browser: Browser;

  before(async () => {
    browser = await chromium.launch({ executablePath: browserPath(), headless: true, args: FLAGS });
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the page of a report. Nothing may be asked of the network, and nothing may be said on the console. */
  async function open(report: Report, options: BrowserContextOptions = {}, use: (page: Page) => Promise<void>) {
    const file = join(folder, "report.html");
    writeFileSync(file, html(report));
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const requests: string[] = [];
    const said: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    page.on("dialog", (dialog) => {
      said.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const url = pathToFileURL(file).href;
    await page.goto(url);
    await use(page);
    assert.deepEqual([requests, said], [[url], []]);
    await context.close();
  }

  const counted = (page: Page, count: string) => page.getByText(`${count} accounts`, { exact: true }).waitFor();
  const rows = (page: Page): Promise<string[]> => page.locator("tbody tr:not(.detail)").allInnerTexts();

  it("shows accounts and scan types, the worst first, by sign and words", async () => {
    await open(everyOutcome(), {}, async (page) => {
      assert.match(await page.title(), /^Amazon Inspector: 3 accounts not as declared/);
      const tabs = await page.getByRole("tab").allInnerTexts();
      assert.equal(tabs.length, 6);
      await page.getByRole("tab", { name: 'gate "g"' }).click();
      assert.deepEqual(await page.locator("thead th").allInnerTexts(), ["Account", "Status", "EC2", "ECR"]);
      const shown = await rows(page);
      assert.equal(shown.length, 5);
      assert.match(shown[0]!, /✖ not as declared/);
      assert.match(shown[1]!, /444455556666[^]*✖ DISABLED[^]*… ENABLING/);
      assert.match(shown.at(-1)!, /✔ as declared, ENABLED/);
    });
  });

  it("filters by account, status and text", async () => {
    await open(everyOutcome(), {}, async (page) => {
      await page.getByRole("tab", { name: 'gate "g"' }).click();
      await page.getByLabel("Account or text").fill(C);
      await counted(page, "1 of 5");
      await page.getByLabel("Account or text").fill("disabled enabling");
      await page.getByRole("button", { name: B }).waitFor();
      assert.equal((await rows(page)).length, 1);
      await page.getByLabel("Account or text").fill("");
      await counted(page, "5 of 5");
      await page.getByLabel("Status").selectOption("skipped");
      await counted(page, "1 of 5");
      assert.match((await rows(page))[0]!, /not watched, ACCOUNT_SUSPENDED/);
    });
  });

  it("tells AWS's message and the remedy, as text", async () => {
    await open(everyOutcome(), {}, async (page) => {
      await page.getByRole("tab", { name: 'gate "g"' }).click();
      await page.getByRole("button", { name: C }).click();
      const detail = await page.locator(".detail").innerText();
      assert.match(detail, /AWS says: .*<\/script><script>alert\(1\)<\/script>/);
      assert.match(detail, /What to do: Run as the delegated administrator/);
      assert.ok(HOSTILE.includes("<img"));
      assert.equal(await page.locator("img").count(), 0);
    });
  });

  it("is used by keyboard alone", async () => {
    await open(everyOutcome(), {}, async (page) => {
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      const selected = page.locator('[role=tab][aria-selected="true"]');
      assert.match(await selected.innerText(), /gate "g"/);
      for (let i = 0; i < 4; i++) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await page.locator('button[aria-expanded="true"]').count(), 1);
      await page.keyboard.press("Enter");
      assert.equal(await page.locator('button[aria-expanded="true"]').count(), 0);
    });
  });

  it("fits a phone", async () => {
    await open(everyOutcome(), { viewport: { width: 360, height: 740 }, hasTouch: true }, async (page) => {
      await page.getByRole("tab", { name: 'gate "g"' }).tap();
      assert.ok(((await page.evaluate("document.documentElement.scrollWidth")) as number) <= 360);
      const label = await page.evaluate(
        `getComputedStyle(document.querySelector("td[data-label=EC2]"), "::before").content`,
      );
      assert.match(String(label), /EC2/);
    });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`has enough contrast where it is ${colorScheme}`, async () => {
      await open(everyOutcome(), { colorScheme }, async (page) => {
        const ratios = (await page.evaluate(CONTRASTS)) as Record<string, number>;
        for (const [name, ratio] of Object.entries(ratios)) assert.ok(ratio >= 4.5, `${name}: ${ratio}`);
      });
    });
  }

  it("prints all accounts, with what is wrong, and without controls", async () => {
    await open(manyAccounts(450), {}, async (page) => {
      await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
      await page.emulateMedia({ media: "print" });
      assert.equal((await rows(page)).length, 450);
      assert.equal(await page.locator(".detail").count(), 64);
      assert.equal(await page.getByLabel("Account or text").isVisible(), false);
    });
  });

  it("shows what is wrong without scripts, too", async () => {
    await open(everyOutcome(), { javaScriptEnabled: false }, async (page) => {
      assert.match(await page.locator("main").innerText(), /Account 000000000009: MISSING/);
    });
  });

  for (const [what, badEvery] of [
    ["some of which are off", 7],
    ["all of which are off", 1],
  ] as const) {
    it(`paints 10,000 accounts, ${what}, in less than 2 s, and filters them`, async () => {
      await open(manyAccounts(10_000, badEvery), {}, async (page) => {
        const paint = `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries()[0].startTime))
          .observe({ type: "paint", buffered: true }))`;
        const painted = (await page.evaluate(paint)) as number;
        const loaded = (await page.evaluate(`performance.getEntriesByType("navigation")[0].loadEventEnd`)) as number;
        for (const time of [painted, loaded]) assert.ok(time < FIRST_PAINT_MS, `${time} ms`);
        assert.equal((await rows(page)).length, 200);
        await page.getByLabel("Account or text").fill("000000009996");
        await counted(page, "1 of 10000");
        await page.getByLabel("Account or text").fill("");
        await page.getByRole("button", { name: /Show 200 of 9800 more/ }).click();
        assert.equal((await rows(page)).length, 400);
      });
    });
  }
});

/** The contrast of each colour of text with what is behind it. */
const CONTRASTS = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const light = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const back = light(parse(getComputedStyle(document.body).backgroundColor));
  const ratios = {};
  for (const name of ["violation", "pending", "ok", "skipped", "soft", "unverified", "accepted"]) {
    const probe = document.createElement("p");
    probe.className = name;
    document.body.append(probe);
    const [high, low] = [light(parse(getComputedStyle(probe).color)), back].sort((a, b) => b - a);
    ratios[name] = (high + 0.05) / (low + 0.05);
  }
  return ratios;
})()`;
