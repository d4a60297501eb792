// The text with its layers. Every span of every layer is in the page; a layer is switched by a class of the
// text's element, so switching costs no rebuilding.

const kInline = ["entities", "keyphrases", "summary", "findings", "sentences"];

const kLongestMarker = 4;

/** What the text is made of, in order: blocks, and what stands between them. */
function blocks_of(doc) {
  const blocks = [];
  let at = 0;
  const fill = (end) => {
    for (const part of doc.text.slice(at, end).matchAll(/\S[^]*?(?=\n\s*\n|\s*$)/g)) {
      blocks.push({b: at + part.index, e: at + part.index + part[0].length, label: ""});
    }
    at = Math.max(at, end);
  };
  for (const row of rows_of(doc, "blocks")) {
    if (row.e <= at) continue;  // inside another block
    if (row.b > at) fill(row.b);
    const block = {b: Math.max(row.b, at), e: row.e, label: row.label || ""};
    const before = blocks[blocks.length - 1];
    if (block.label === "list_item" && before && before.label === "" && before.e - before.b <= kLongestMarker) {
      block.marker = doc.text.slice(before.b, before.e);  // "•" or "12." stands outside the item's block
      blocks.pop();
    }
    blocks.push(block);
    at = row.e;
  }
  fill(doc.text.length);
  return blocks;
}

/** Spans to be shown inside the text, sorted by begin, longest first. */
function inline_spans(doc) {
  const spans = [];
  for (const [name, rows] of doc.layers) {
    if (name === "blocks") continue;
    for (const row of rows) {
      if (row.e > row.b && !(name === "findings" && is_global(doc, row))) spans.push(row);
    }
  }
  return spans.sort((a, b) => a.b - b.b || b.e - a.e);
}

/** How warm each keyphrase is: by its share of all occurrences, and never invisible. */
function heat_of(doc) {
  const groups = group(rows_of(doc, "keyphrases"), (row) => row.label ?? text_of(doc, row));
  const most = Math.max(1, ...[...groups.values()].map((rows) => rows.length));
  return (row) => {
    const count = groups.get(row.label ?? text_of(doc, row)).length;
    return (0.14 + 0.36 * count / most).toFixed(2);
  };
}

function decorate(element, spans, doc, heat) {
  const classes = ["s"];
  const style = [];
  const entities = spans.filter((row) => row.layer === "entities");
  if (entities.length) classes.push("e", "e" + Math.min(entities.length, 3));
  // The innermost is drawn nearest to the text.
  entities.reverse().slice(0, 3).forEach((row, i) => style.push(`--c${i}: var(--t${hue_of(row.label ?? "")}, transparent)`));
  const phrases = spans.filter((row) => row.layer === "keyphrases");
  if (phrases.length) {
    classes.push("k");
    style.push("--h: " + Math.max(...phrases.map(heat)));
  }
  if (spans.some((row) => row.layer === "summary")) classes.push("y");
  const findings = spans.filter((row) => row.layer === "findings");
  for (const severity of kSeverities) {
    if (findings.some((row) => severity_of(row) === severity)) { classes.push("f", "f-" + severity); break; }
  }
  const sentence = spans.find((row) => row.layer === "sentences");
  if (sentence && sentence.index % 2) classes.push("n");
  if (spans.some((row) => !kInline.includes(row.layer))) classes.push("o");
  element.className = classes.join(" ");
  if (style.length) element.style.cssText = style.join("; ");
}

/** Cuts a block at every begin and end, so that spans may overlap in any way. */
function fill_block(element, block, spans, doc, page) {
  const cuts = new Set([block.b, block.e]);
  for (const row of spans) {
    if (row.b > block.b) cuts.add(row.b);
    if (row.e < block.e) cuts.add(row.e);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  let first = 0;
  for (let i = 0; i + 1 < edges.length; ++i) {
    const [b, e] = [edges[i], edges[i + 1]];
    while (first < spans.length && spans[first].e <= b) ++first;
    const covering = [];
    for (let s = first; s < spans.length && spans[s].b < e; ++s) if (spans[s].e > b) covering.push(spans[s]);
    const text = doc.text.slice(b, e);
    if (!covering.length) { element.append(visible(text)); continue; }
    const mark = document.createElement("span");
    decorate(mark, covering, doc, page.heat);
    mark.append(visible(text));
    for (const row of covering) {
      if (row.layer === "sentences" && row.b === b) mark.dataset.sentence = row.index + 1;
      if (!page.marks.has(row)) page.marks.set(row, []);
      page.marks.get(row).push(mark);
    }
    page.covering.set(mark, covering);
    element.append(mark);
  }
}

/** The text's element; `page.marks` then leads from a row to its elements and `page.covering` back. */
function show_text(doc, page) {
  const text = make("article", {class: "text", "aria-label": "Text", lang: doc.head.language || null,
    click: (event) => {
      const mark = event.target.closest(".s");
      if (mark) show_detail(page.covering.get(mark), mark, page);
    }});
  page.heat = heat_of(doc);
  const spans = inline_spans(doc);
  let first = 0;
  for (const block of blocks_of(doc)) {
    while (first < spans.length && spans[first].e <= block.b) ++first;
    const inside = [];
    for (let s = first; s < spans.length && spans[s].b < block.e; ++s) if (spans[s].e > block.b) inside.push(spans[s]);
    const heading = block.label === "title" || block.label === "heading";
    const element = make(heading ? "h2" : block.label === "quote" ? "blockquote" : "p",
      {class: "b-" + block.label.replace(/[^\w-]/g, ""), "data-block": readable(block.label) || null, dir: "auto"});
    if (block.marker) element.append(make("span", {class: "marker"}, block.marker));
    fill_block(element, block, inside, doc, page);
    page.blocks.push({block, element});
    text.append(element);
  }
  if (!doc.text.trim()) text.append(make("p", {class: "quiet"}, "The text is empty."));
  return text;
}

/** Goes to a row's place in the text, switching its layer on. */
function jump(row, page) {
  page.switch_on(row.layer);
  const marks = page.marks.get(row);
  let goal = marks ? marks[0] : null;
  if (!goal) {
    const found = page.blocks.find(({block}) => block.e > row.b);
    goal = found ? found.element : page.text;
  }
  goal.setAttribute("tabindex", "-1");
  goal.focus({preventScroll: true});
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  goal.scrollIntoView({block: "center", behavior: still ? "auto" : "smooth"});
  for (const mark of marks || [goal]) {
    mark.classList.remove("flash");
    void mark.offsetWidth;  // lets the animation begin again
    mark.classList.add("flash");
    setTimeout(() => mark.classList.remove("flash"), 2000);
  }
  if (marks) show_detail([row], marks[0], page);
}

/** Everything known about the spans at a place. */
function show_detail(rows, mark, page) {
  close_detail();
  mark.classList.add("picked");
  const kind = (row) => [readable(row.layer), row.label !== null && row.label !== undefined ? ": " + row.label : ""].join("");
  const facts = (row) => {
    const words = row.values.map(([name, value]) => readable(name) + " " + number(value));
    if (row.score !== null) words.unshift("score " + number(row.score));
    return words.join(" · ");
  };
  const longest = rows.reduce((a, b) => a.e - a.b <= b.e - b.b ? a : b);
  const quote = text_of(page.doc, longest);
  const shut = make("button", {class: "plain", type: "button", "aria-label": "Close", click: close_detail}, "✕");
  page.detail.replaceChildren(
    make("h2", {}, make("span", {dir: "auto"}, quote.length > 160 ? quote.slice(0, 160) + "…" : quote), shut),
    make("ul", {}, rows.map((row) => make("li", {}, make("b", {}, kind(row)), make("br"),
      make("span", {class: "quiet"}, facts(row) || "place " + row.b + "–" + row.e)))));
  page.detail.hidden = false;
}

function close_detail() {
  for (const mark of document.querySelectorAll(".picked")) mark.classList.remove("picked");
  document.getElementById("detail").hidden = true;
}
