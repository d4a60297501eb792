// Count, density and score of yoastseo for a JSON Lines file of {id, lang, keyphrase, text}:  node yoast.cjs IN OUT
const {readFileSync, writeFileSync} = require("node:fs");
const {Paper} = require("yoastseo");
const LanguageProcessor = require("yoastseo/build/parse/language/LanguageProcessor.js").default;
const {build} = require("yoastseo/build/parse/build/index.js");
const Density = require("yoastseo/build/scoring/assessments/seo/KeywordDensityAssessment.js").default;

function researcher(language) {
  const path = (name) => `yoastseo/build/languageProcessing/languages/${name}/Researcher`;
  try {
    return require(path(language)).default;
  } catch {
    return require(path("_default")).default;
  }
}

const lines = readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean).map((line) => {
  const row = JSON.parse(line);
  const paper = new Paper(row.text, {keyword: row.keyphrase, locale: row.lang === "en" ? "en_US" : row.lang});
  const research = new (researcher(row.lang))(paper);
  paper.setTree(build(paper, new LanguageProcessor(research)));
  const {count} = research.getResearch("getKeyphraseCount");
  const density = research.getResearch("getKeyphraseDensity");
  return JSON.stringify({id: row.id, count, density: density?.density ?? density, score: new Density().getResult(paper, research).getScore()});
});
writeFileSync(process.argv[3], lines.join("\n") + "\n");
