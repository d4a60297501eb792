// wink-nlp's counterpart of the four plugins over one article, start to end: sentences, entities, how often which word
// stands, the three sentences whose words stand most often.  node one_article.cjs FILE
const {readFileSync} = require("node:fs");
const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"), ["sbd", "pos", "ner"]);
const {its, as} = nlp;

const doc = nlp.readDoc(readFileSync(process.argv[2], "utf8"));
const sentences = doc.sentences().out(its.span);
const entities = doc.entities().out(its.detail);
const words = new Map(doc.tokens().filter((t) => t.out(its.type) === "word" && !t.out(its.stopWordFlag)).out(its.normal, as.freqTable));
const weight = (i) => doc.sentences().itemAt(i).tokens().out(its.normal).reduce((sum, word) => sum + (words.get(word) ?? 0), 0);
const summary = sentences.map((_, i) => [weight(i), i]).sort((a, b) => b[0] - a[0]).slice(0, 3);
console.log(JSON.stringify({sentences: sentences.length, entities: entities.length, words: words.size, summary}));
