// The run and its documents as the host wrote them: one JSON element for the run, one for each document
// whose first line is its entry in the index and whose second line is the rest, parsed when it is opened.
"use strict";

let run = JSON.parse(document.getElementById("run").textContent);
/** What the run did, where the page tells it: {read, written, dropped, set_aside, ms, stages: ms of each}. */
let figures = JSON.parse((document.getElementById("figures") || {textContent: "null"}).textContent);

/** Parses a document's first line; the rest waits. */
function read_head(element) {
  const text = element.textContent;
  return JSON.parse(text.slice(0, text.indexOf("\n")));
}

/** A whole document: rows of layers become objects {b, e, label, score, words, ...features}. */
function read_document(element) {
  const text = element.textContent;
  const middle = text.indexOf("\n");
  const doc = JSON.parse(text.slice(middle + 1));
  doc.head = JSON.parse(text.slice(0, middle));
  doc.layers = new Map(doc.layers.map((layer) => [layer.name, layer.rows.map((row, index) => {
    const [b, e, label, score, words, ...features] = row;
    const values = features.map((value, i) => [layer.features[i], value]).filter((pair) => pair[1] !== "");
    return {layer: layer.name, index, b, e, label, score, words, values, f: Object.fromEntries(values)};
  })]));
  return doc;
}

const rows_of = (doc, name) => doc.layers.get(name) || [];
const text_of = (doc, row) => doc.text.slice(row.b, row.e);
const kFurniture = new Set(["boilerplate", "breadcrumb"]);

/** Words of a stretch of text whose tokens nobody counted. */
const count_words = (text) => (text.match(/[\p{L}\p{N}]+(?:['’\-.,][\p{L}\p{N}]+)*/gu) || []).length;
const words_of = (doc, row) => row.words ?? count_words(text_of(doc, row));

/** Groups rows by a key, groups in order of appearance. */
function group(rows, key) {
  const groups = new Map();
  for (const row of rows) {
    const name = key(row);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(row);
  }
  return groups;
}

/** Words that mean something to a reader, for the names of layers, types and attributes. */
const readable = (name) => name.replace(/_/g, " ");
const number = (value) => typeof value !== "number" ? String(value) : Number.isInteger(value)
  ? value.toLocaleString("en") : String(Math.round(value * 1000) / 1000);
const duration = (ms) => ms < 9.95 ? ms.toFixed(1) + " ms" : ms < 9950 ? number(Math.round(ms)) + " ms" : number(Math.round(ms / 1000)) + " s";
const plural = (count, word) => number(count) + " " + word + (count === 1 ? "" : "s");

const kHues = ["PERSON", "ORGANIZATION", "LOCATION", "MISC", "MONEY", "DATE", "PERCENT", "TIME", "QUANTITY", "DURATION",
  "CARDINAL", "ORDINAL"];

/** A colour of the palette for an entity type: fixed for the usual ones, by the letters of its name for others. */
function hue_of(type) {
  const known = kHues.indexOf(type);
  if (known >= 0) return known;
  return [...type].reduce((sum, letter) => sum * 31 + letter.codePointAt(0) >>> 0, 7) % kHues.length;
}

const kSeverities = ["error", "warning", "note"];
const severity_of = (row) => kSeverities.includes(row.f.severity) ? row.f.severity : "note";

/** A finding about the text as a whole rather than a place in it. */
const is_global = (doc, row) => row.e - row.b > 0.5 * doc.text.length || row.e === row.b;

// ---- building pages: nothing of a document is ever parsed as HTML ----

/** An element with attributes, listeners (functions) and children (nodes or texts). */
function make(tag, attributes, ...children) {
  const svg = ["svg", "rect"].includes(tag);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) element.append(typeof child === "object" ? child : visible(String(child)));
  }
  return element;
}

// Characters that are not seen and change how others are: controls, bidi controls, zero widths in odd places.
const kInvisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;
const kSplitInvisible = new RegExp("(" + kInvisible.source + ")");

/** Text as nodes in which characters that steer are shown by their code. */
function visible(text) {
  if (!kInvisible.test(text)) return document.createTextNode(text);
  const nodes = document.createDocumentFragment();
  for (const part of text.replace(/\r\n/g, "\n").split(kSplitInvisible)) {
    if (part === "") continue;
    if (!kInvisible.test(part)) { nodes.append(part); continue; }
    const code = document.createElement("span");
    code.className = "control";
    code.textContent = "U+" + part.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.append(code);
  }
  return nodes;
}
