// Makes docs/report.png, the README's picture: npm run picture, with TEXTMILL naming the binary.
import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import playwright from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const folder = mkdtempSync(join(tmpdir(), "textmill-picture-"));
const page_file = join(folder, "article.html");
execFileSync(process.env.TEXTMILL, ["view", "article-audit", "tests/fixtures/article.txt", "-o", page_file], {cwd: root});
const browser = await playwright.chromium.launch({executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"]});
const page = await browser.newPage({viewport: {width: 1200, height: 800}});
await page.goto(pathToFileURL(page_file).href);
await page.screenshot({path: join(root, "docs", "report.png")});
await browser.close();
rmSync(folder, {recursive: true});
