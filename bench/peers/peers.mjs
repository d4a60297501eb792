// Runs one peer over a JSON Lines file of {id, text}:  node peers.mjs PEER IN.jsonl OUT.jsonl NUMBER
// Writes Textmill's own output form, so that one scorer reads all. Prints the seconds spent inside the peer.
import {readFileSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";

const require = createRequire(import.meta.url);
const [, , peer, input, output, number_text] = process.argv;
const number = Number(number_text);

/** Each takes a text and gives sentences of it (summaries), phrases, best first (keyphrases), or names (entities). */
const kPeers = {
  async "ts-textrank"() {
    const t = require("ts-textrank");
    const summarizer = new t.Summarizer(new t.AbsoluteSummarizerConfig(
      number, new t.SorensenDiceSimilarity(), new t.DefaultTextParser(), 0.85, t.Summarizer.SORT_OCCURENCE), new t.NullLogger());
    return (text) => summarizer.summarize(text, "en").map((sentence) => sentence.text ?? String(sentence));
  },
  async lexrank() {
    const {summarize} = require("lexrank");
    return (text) => {
      let lines = [];
      summarize(text, number, (error, top) => { lines = error ? [] : top.map((line) => line.text); });
      return lines;
    };
  },
  async "wink-nlp"() {
    const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"));
    const its = nlp.its;
    return (text) => {
      const doc = nlp.readDoc(text);
      const weights = doc.out(its.sentenceWiseImportance).sort((a, b) => b.importance - a.importance);
      return weights.slice(0, number).map((w) => doc.sentences().itemAt(w.index).out());
    };
  },
  async "node-summarizer"() {
    const {SummarizerManager} = require("node-summarizer");
    return async (text) => {
      const {summary} = await new SummarizerManager(text, number).getSummaryByRank();
      return summary.split(/(?<=[.!?]["”’]?)(?=\S)/);  // it joins sentences without a blank
    };
  },
  async "keyword-extractor"() {
    const extractor = require("keyword-extractor");
    return (text) => {
      const times = new Map();
      for (const word of extractor.extract(text, {language: "english", remove_digits: true, return_changed_case: true, remove_duplicates: false}))
        times.set(word, (times.get(word) ?? 0) + 1);
      return [...times].sort((a, b) => b[1] - a[1]).map(([word]) => word);
    };
  },
  async "rake-js"() {
    const rake = require("rake-js").default;
    return (text) => rake(text, {language: "english"});
  },
  async "retext-keywords"() {
    const [{retext}, pos, keywords, {toString}] = await Promise.all([
      import("retext"), import("retext-pos"), import("retext-keywords"), import("nlcst-to-string")]);
    const processor = retext().use(pos.default).use(keywords.default, {maximum: number});
    return async (text) => {
      const file = await processor.process(text);
      const phrases = file.data.keyphrases.map((p) => ({text: toString(p.matches[0].nodes), score: p.score}));
      return phrases.sort((a, b) => b.score - a.score).map((p) => p.text);
    };
  },
  async compromise() {
    const nlp = require("compromise");
    const kinds = {PERSON: "people", LOCATION: "places", ORGANIZATION: "organizations"};
    return (text) => {
      const doc = nlp(text);
      return Object.entries(kinds).flatMap(([label, kind]) =>
        doc[kind]().json({offset: true}).map(({offset}) => trimmed_name(text, offset.start, offset.start + offset.length, label)));
    };
  },
};
const kEntities = new Set(["compromise"]);

/** A name as the gold has it: without honorific, possessive and outer marks, which compromise keeps. */
function trimmed_name(text, begin, end, label) {
  const written = text.slice(begin, end);
  const ahead = written.match(/^(?:[^\p{L}\p{N}]|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|President|General|Minister)\.?\s)*/u)[0].length;
  const behind = written.slice(ahead).match(/(?:['’]s?)?[^\p{L}\p{N}]*$/u)[0].length;
  return {begin: begin + ahead, end: end - behind, label};
}

const kSummaries = new Set(["ts-textrank", "lexrank", "wink-nlp", "node-summarizer"]);

/** Byte spans of sentences, white space aside; one the peer has changed beyond recognition is lost. */
function spans_of(text, sentences) {
  const places = [];  // of the characters that are not white space
  for (let at = 0; at < text.length; ++at) if (!/\s/.test(text[at])) places.push(at);
  const packed = text.replace(/\s+/g, "");
  const bytes = (at) => Buffer.byteLength(text.slice(0, at));
  const spans = [];
  for (const sentence of sentences) {
    const wanted = sentence.replace(/\s+/g, "");
    const at = wanted ? packed.indexOf(wanted) : -1;
    if (at >= 0) spans.push({begin: bytes(places[at]), end: bytes(places[at + wanted.length - 1] + 1)});
  }
  return spans.sort((a, b) => a.begin - b.begin);
}

const run = await kPeers[peer]();
const lines = [];
let seconds = 0, failed = 0;
for (const line of readFileSync(input, "utf8").split("\n").filter(Boolean)) {
  const {id, text} = JSON.parse(line);
  const start = process.hrtime.bigint();
  let found = [];
  try {
    found = await run(text);
  } catch {
    ++failed;
  }
  seconds += Number(process.hrtime.bigint() - start) / 1e9;
  const bytes = (at) => Buffer.byteLength(text.slice(0, at));
  const layers = kEntities.has(peer)
    ? {entities: found.map(({begin, end, label}) => ({begin: bytes(begin), end: bytes(end), label})).sort((a, b) => a.begin - b.begin)}
    : kSummaries.has(peer)
    ? {summary: spans_of(text, found)}
    : {keyphrases: found.slice(0, number).map((label, i) => ({begin: 0, end: 0, label, score: number - i}))};
  lines.push(JSON.stringify({id, offsets: "byte", layers}));
}
writeFileSync(output, lines.join("\n") + "\n");
console.log(JSON.stringify({seconds, failed}));
