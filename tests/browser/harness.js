// What the browser tests have in common: Chromium, pages that complain, axe, and a runner. Ends the process with 77
// where there is no browser.
import assert from "node:assert/strict";
import {existsSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const kSkipped = 77;
export const here = dirname(fileURLToPath(import.meta.url));
const browser_path = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
const modules = join(here, "node_modules");
if (!browser_path || !existsSync(join(modules, "playwright-core")) || !existsSync(join(modules, "axe-core"))) {
  console.log("skipped: needs chromium (.ci/install-packages --with-browser) and npm ci in tests/browser");
  process.exit(kSkipped);
}
const {chromium} = (await import("playwright-core")).default;
const axe = readFileSync(join(modules, "axe-core", "axe.min.js"), "utf8");
const browser = await chromium.launch({executablePath: browser_path, args: ["--no-sandbox"]});

/** A page at a width and in a colour scheme; whatever it asks of others than `origin` or complains about is a failure. */
export async function open(address, width = 1600, colorScheme = "light", origin = "file:") {
  const context = await browser.newContext({viewport: {width, height: 900}, colorScheme, reducedMotion: "reduce"});
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
  page.on("request", (request) => request.url().startsWith(origin) || page.complaints.push("asked for " + request.url()));
  await page.goto(address);
  return page;
}

/** Waits until `holds` is true in the page. Playwright's waitForFunction evaluates text, which the page's policy refuses. */
export async function until(page, holds) {
  const end = Date.now() + 30000;
  while (!await page.evaluate(holds)) {
    assert.ok(Date.now() < end, "waited in vain for " + holds);
    await page.waitForTimeout(5);
  }
}

export async function expect_accessible(page, what) {
  // Not added as an element: the page's policy would refuse it.
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => window.axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}));
  const list = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + "\n    " + node.failureSummary.split("\n")[1]).join("\n  ")}`);
  assert.deepEqual(list, [], what + " has accessibility violations:\n" + list.join("\n"));
}

/** Runs named tests, each of which gives its page, and closes the browser; gives the number of failures. */
export async function run_tests(tests) {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    try {
      const page = await test();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
      console.log("ok      " + name);
    } catch (error) {
      ++failed;
      console.log("FAILED  " + name + "\n" + error.message);
    }
  }
  await browser.close();
  return failed;
}
