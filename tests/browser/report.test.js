// Drives the HTML report in Chromium. TEXTMILL is the binary; exits with 77 where there is no browser.
import assert from "node:assert/strict";
import {execFileSync, spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {expect_accessible, here, open, run_tests} from "./harness.js";

const folder = mkdtempSync(join(tmpdir(), "textmill-browser-"));
const article = readFileSync(join(here, "..", "fixtures", "article.txt"), "utf8");

function page_of(name, input) {
  const page = join(folder, name + ".html");
  execFileSync(process.env.TEXTMILL, ["view", "article-audit", input, "-o", page], {stdio: ["ignore", "ignore", "inherit"]});
  return pathToFileURL(page).href;
}

function write(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

// The page names its source, however long the path is.
const one = page_of("one", write("a_folder_of_scraped_articles_kept_for_the_audit.txt", article));
const hostile = page_of("hostile", write("hostile.txt",
  "A <b>bold</b> title\n\n</script><script>window.harmed = true</script><!-- Ada Lovelace met \u202egnp.exe\u202c in London.\n"));
const many = page_of("many", write("many.jsonl", Array.from({length: 40}, (_, i) =>
  JSON.stringify({id: "doc-" + i, text: i % 2 ? `Report ${i}\n\nAda Lovelace wrote to Charles Babbage from Paris on day ${i}.` : article})).join("\n")));

const long = page_of("long", write("long.jsonl", Array.from({length: 320}, (_, i) =>
  JSON.stringify({id: "doc-" + i, text: "A word more. ".repeat(i + 1)})).join("\n")));

const difference = () => {
  const other = write("other.yaml", readFileSync(join(here, "..", "..", "pipelines", "article-audit.yaml"), "utf8")
    .replace("use: entity-tagger", "use: entity-tagger\n    with: {types: [PERSON, DATE]}"));
  const ran = spawnSync(process.env.TEXTMILL, ["diff", "article-audit", other, join(here, "..", "fixtures", "article.txt"), "--format", "html"], {encoding: "utf8"});
  return pathToFileURL(write("difference.html", ran.stdout)).href;
};

const background_of = (page, selector) => page.$eval(selector, (element) => getComputedStyle(element).backgroundImage);

const tests = {
  async "layers are switched on and off"() {
    const page = await open(one);
    const toggle = page.locator("[data-layer=entities]");
    assert.equal(await toggle.getAttribute("aria-pressed"), "true");
    assert.notEqual(await background_of(page, ".s.e"), "none, none");
    await page.click("[data-layer=keyphrases]");
    await toggle.focus();
    await page.keyboard.press("Enter");
    assert.equal(await toggle.getAttribute("aria-pressed"), "false");
    assert.equal(await background_of(page, ".s.e"), "none, none");
    return page;
  },
  async "one type of entity is switched off alone"() {
    const page = await open(one);
    const count = await page.locator(".legend .toggle").count();
    assert.ok(count > 2);
    const before = await page.$eval(".s.e", (element) => getComputedStyle(element).boxShadow);
    for (const button of await page.locator(".legend .toggle").all()) await button.click();
    assert.notEqual(await page.$eval(".s.e", (element) => getComputedStyle(element).boxShadow), before);
    return page;
  },
  async "a finding leads to its place"() {
    const page = await open(one);
    const jump = page.locator("[aria-label=Findings] .place").first();
    await jump.focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".s.f")), "the place has the focus");
    assert.ok(await page.locator("#detail").isVisible());
    await page.keyboard.press("Escape");
    assert.ok(!(await page.locator("#detail").isVisible()));
    return page;
  },
  async "an entity's place leads into the text, switching its layer on"() {
    const page = await open(one);
    await page.click("[data-layer=entities]");
    await page.locator("[aria-label=Entities] .place").first().click();
    assert.equal(await page.locator("[data-layer=entities]").getAttribute("aria-pressed"), "true");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".s.e")));
    return page;
  },
  async "tables sort by their headings"() {
    const page = await open(one);
    const counts = () => page.$$eval("[aria-label=Entities] tbody tr td:nth-child(2)", (cells) => cells.map((cell) => Number(cell.textContent)));
    const by_count = page.locator("[aria-label=Entities] .sort", {hasText: "Count"});
    assert.deepEqual(await counts(), (await counts()).sort((a, b) => b - a));
    assert.equal(await page.locator("[aria-label=Entities] th", {hasText: "Count"}).getAttribute("aria-sort"), "descending");
    await by_count.click();
    assert.deepEqual(await counts(), (await counts()).sort((a, b) => a - b));
    await by_count.click();
    assert.deepEqual(await counts(), (await counts()).sort((a, b) => b - a));
    return page;
  },
  async "it says what each stage cost and how many documents there were"() {
    const page = await open(many);
    await page.locator("details > summary").click();
    const facts = await page.locator("details").textContent();
    assert.ok(/40 read: 40 shown/.test(facts) && /summarizer[\d.]+ ms \(\d+ %\)/.test(facts), facts);
    return page;
  },
  async "all documents are sorted, not only those shown, and the order stays"() {
    const page = await open(long);
    assert.equal(await page.locator("tbody tr").count(), 300);
    await page.locator(".sort", {hasText: "Words"}).click();
    assert.ok((await page.locator("tbody tr").first().textContent()).includes("doc-319"));
    await page.fill("input[type=search]", "doc-3");
    assert.ok((await page.locator("tbody tr").first().textContent()).includes("doc-319"));
    await page.fill("input[type=search]", "");
    await page.locator("button", {hasText: "Show all"}).click();
    assert.equal(await page.locator("tbody tr").count(), 320);
    return page;
  },
  async "a print is dark on white, says what the colours mean, and has no buttons to press"() {
    const page = await open(one, 1000, "dark");
    await page.emulateMedia({media: "print"});
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    assert.ok(await page.locator(".legend .toggle").first().isVisible());
    for (const gone of [".tools", ".place", ".rest button"]) {
      assert.equal(await page.locator(gone + ":visible").count(), 0, gone);
    }
    return page;
  },
  async "all of the text is there, in order"() {
    const page = await open(one);
    const squeeze = (text) => text.replace(/\s+/g, "");
    assert.equal(squeeze(await page.locator("article.text").textContent()), squeeze(article));
    return page;
  },
  async "text that looks like a program is only text, and steering characters are seen"() {
    const page = await open(hostile);
    assert.equal(await page.evaluate(() => window.harmed), undefined);
    const text = await page.locator("article.text").textContent();
    assert.ok(text.includes("</script><script>window.harmed"), text);
    assert.ok(text.includes("U+202E") && !text.includes("\u202e"), text);
    return page;
  },
  async "the index is searched and filtered, and remembers it"() {
    const page = await open(many);
    assert.equal(await page.locator("tbody tr").count(), 40);
    await page.keyboard.press("/");
    await page.keyboard.type("babbage");
    assert.equal(await page.locator("tbody tr").count(), 20);
    await page.fill("input[type=search]", "doc-39");
    assert.equal(await page.locator("tbody tr").count(), 1);
    await page.locator("tbody .open").click();
    await page.waitForSelector("article.text");
    assert.ok((await page.locator("article.text").textContent()).includes("day 39"));
    await page.goBack();
    await page.waitForSelector("input[type=search]");
    assert.equal(await page.inputValue("input[type=search]"), "doc-39");
    await page.fill("input[type=search]", "");
    await page.selectOption("select[name=severity]", "error");
    assert.equal(await page.locator("tbody tr").count(), 20);
    await page.selectOption("select[name=severity]", "");
    assert.ok((await page.locator("select[name=rule] option").allTextContents()).includes("stuffing (20)"));
    await page.selectOption("select[name=rule]", "stuffing");
    assert.equal(await page.locator("tbody tr").count(), 20);
    return page;
  },
};
for (const width of [360, 1600]) {
  for (const scheme of ["light", "dark"]) {
    tests[`two results beside each other: ${width} px, ${scheme}`] = async () => {
      const page = await open(difference(), width, scheme);
      assert.ok(await page.locator("td[data-side=A] mark.a").count() > 2);
      assert.equal(await page.locator("td[data-side=B] mark.a").count(), 0);
      await expect_accessible(page, "the difference");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
      return page;
    };
    for (const [name, address] of Object.entries({one, many})) {
      tests[`no axe violation and no sideways scrolling: ${name}, ${width} px, ${scheme}`] = async () => {
        const page = await open(address, width, scheme);
        for (const off = page.locator("[data-layer][aria-pressed=false]"); await off.count();) await off.first().click();
        for (const details of await page.locator("details > summary").all()) await details.click();
        await expect_accessible(page, name);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
        return page;
      };
    }
  }
}

const failed = await run_tests(tests);
rmSync(folder, {recursive: true});
process.exit(failed ? 1 : 0);
