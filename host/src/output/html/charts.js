// Charts: bars are SVG, words are HTML, so that both fit any width.

const bar = (share, colour) => make("svg", {viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true"},
  make("rect", {width: Math.max(0, 100 * share), height: 10, rx: 1, fill: colour}));

/** Rows of {name, value, text, colour}. */
function bar_chart(title, explanation, rows) {
  const most = Math.max(...rows.map((row) => row.value), 1e-9);
  return make("figure", {}, make("figcaption", {}, title), make("p", {}, explanation),
    make("div", {class: "bars"}, rows.flatMap((row) => [
      make("span", {title: row.name}, row.name), bar(row.value / most, row.colour || "var(--accent)"),
      make("b", {class: "number"}, row.text ?? number(row.value))])));
}

/** Bins of {name, value}. */
function histogram(title, explanation, bins) {
  const most = Math.max(...bins.map((bin) => bin.value), 1);
  const width = 100 / bins.length;
  const label = bins.map((bin) => `${bin.name}: ${bin.value}`).join(", ");
  return make("figure", {class: "histogram"}, make("figcaption", {}, title), make("p", {}, explanation),
    make("svg", {viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img", "aria-label": label},
      bins.map((bin, i) => make("rect", {x: i * width + width * 0.08, y: 100 - 96 * bin.value / most, width: width * 0.84,
        height: 96 * bin.value / most, fill: "var(--accent)"}))),
    make("div", {"aria-hidden": "true"}, bins.map((bin) => make("span", {}, bin.name))));
}

/** Ticks where rows stand in the text. */
function strip(doc, rows, colour) {
  const length = Math.max(1, doc.text.length);
  const places = rows.map((row) => Math.round(100 * row.b / length) + " %").join(", ");
  return make("div", {class: "strip"}, make("svg", {viewBox: "0 0 1000 10", preserveAspectRatio: "none", role: "img",
    "aria-label": "at " + places + " of the text"},
    rows.map((row) => make("rect", {x: 994 * row.b / length, width: Math.max(6, 1000 * (row.e - row.b) / length), height: 10,
      fill: colour}))));
}

/** The keyphrases' heat along the whole text, in bins. */
function heat_strip(doc) {
  const rows = rows_of(doc, "keyphrases");
  if (!rows.length || !doc.text.length) return null;
  const bins = new Array(80).fill(0);
  for (const row of rows) ++bins[Math.min(79, Math.floor(80 * row.b / doc.text.length))];
  const most = Math.max(...bins);
  return make("div", {class: "heat"}, make("svg", {viewBox: "0 0 80 1", preserveAspectRatio: "none", role: "img",
    "aria-label": `Where the ${rows.length} occurrences of keyphrases stand, from beginning to end: ${bins.join(" ")}`},
    bins.map((count, i) => count && make("rect", {x: i, width: 1.02, height: 1,
      fill: `rgba(var(--heat), ${(0.2 + 0.8 * count / most).toFixed(2)})`})).filter(Boolean)),
    make("p", {}, make("span", {}, "beginning"), make("span", {}, `keyphrases along the text (${rows.length})`), make("span", {}, "end")));
}

/** The text cut at its headings: {name, b, e, words}. */
function sections_of(doc) {
  const sections = [];
  for (const block of rows_of(doc, "blocks")) {
    if (kFurniture.has(block.label)) continue;
    if (block.label === "title" || block.label === "heading" || !sections.length) {
      const named = block.label === "title" || block.label === "heading";
      sections.push({name: named ? text_of(doc, block) : "Beginning", b: block.b, e: block.e, words: 0});
    }
    const last = sections[sections.length - 1];
    last.e = block.e;
    last.words += words_of(doc, block);
  }
  return sections;
}

function main_phrase(doc) {
  const named = doc.attributes["keyword_density.phrase"];
  const groups = group(rows_of(doc, "keyphrases"), (row) => row.label ?? text_of(doc, row));
  if (named && groups.has(named)) return [named, groups.get(named)];
  return [...groups].sort((a, b) => b[1].length - a[1].length)[0];
}

function density_chart(doc) {
  const phrase = main_phrase(doc);
  const sections = sections_of(doc).filter((section) => section.words > 0);
  if (!phrase || !sections.length) return null;
  const rows = sections.map((section) => {
    const count = phrase[1].filter((row) => row.b >= section.b && row.b < section.e).length;
    const density = 100 * count / section.words;
    return {name: section.name, value: density, text: `${density.toFixed(1)} % (${count})`, colour: "rgba(var(--heat), .9)"};
  });
  return bar_chart("Density by section", `“${phrase[0]}” for each 100 words of a section, and how often`, rows);
}

function entity_chart(doc) {
  const types = [...group(rows_of(doc, "entities"), (row) => row.label ?? "")].sort((a, b) => b[1].length - a[1].length);
  if (!types.length) return null;
  return bar_chart("Entities by type", plural(rows_of(doc, "entities").length, "mention"),
    types.map(([type, rows]) => ({name: type || "–", value: rows.length, colour: `var(--hue-${hue_of(type)})`})));
}

function sentence_chart(doc) {
  const furniture = rows_of(doc, "blocks").filter((block) => kFurniture.has(block.label));
  const lengths = rows_of(doc, "sentences").filter((row) => !furniture.some((block) => row.b >= block.b && row.b < block.e))
    .map((row) => words_of(doc, row)).filter((words) => words > 0);
  if (!lengths.length) return null;
  const bins = ["1–5", "–10", "–15", "–20", "–25", "–30", "–35", "–40", "40+"].map((name) => ({name, value: 0}));
  for (const words of lengths) ++bins[Math.min(8, Math.floor((words - 1) / 5))].value;
  const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
  return histogram("Sentence lengths",
    `${plural(lengths.length, "sentence")}, ${mean.toFixed(1)} words on average, the longest ${Math.max(...lengths)}`, bins);
}
