// The two pages: a document, and the index of all documents.

const kLayers = [["entities", "Entities", "var(--hue-0)", true], ["keyphrases", "Keyphrases", "rgb(var(--heat))", true],
  ["summary", "Summary", "var(--good)", true], ["findings", "Findings", "var(--error)", true],
  ["sentences", "Sentences", "var(--soft)", false], ["blocks", "Blocks", "var(--faint)", false]];

/** Buttons that switch layers; `page.switch_on(layer)` does it from elsewhere. */
function layer_toggles(doc, page) {
  const bar = make("div", {class: "tools", role: "group", "aria-label": "Layers"});
  const buttons = new Map();
  const set = (name, on) => {
    page.text.classList.toggle("show-" + name, on);
    buttons.get(name).setAttribute("aria-pressed", on);
  };
  const add = (name, label, colour, on, count) => {
    const button = make("button", {class: "toggle", type: "button", "data-layer": name, style: `--key: ${colour}`,
      click: () => set(name, button.getAttribute("aria-pressed") !== "true")},
      make("span", {class: "key", "aria-hidden": "true"}), label, make("span", {class: "count"}, number(count)));
    buttons.set(name, button);
    bar.append(button);
    set(name, on);
  };
  for (const [name, label, colour, on] of kLayers) {
    if (doc.layers.has(name)) add(name, label, colour, on, rows_of(doc, name).length);
  }
  const dimmed = rows_of(doc, "blocks").filter((row) => kFurniture.has(row.label)).length;
  if (dimmed) add("boilerplate", "Boilerplate dimmed", "var(--faint)", true, dimmed);
  const others = [...doc.layers].filter(([name]) => !kLayers.some((known) => known[0] === name));
  const other_count = others.reduce((sum, [, rows]) => sum + rows.length, 0);
  if (other_count) add("other", others.map(([name]) => readable(name)).join(", "), "var(--soft)", false, other_count);
  page.switch_on = (layer) => {
    const name = buttons.has(layer) ? layer : "other";
    if (buttons.has(name)) set(name, true);
  };
  return bar;
}

/** Entity types with colours and counts; each is a switch. */
function entity_legend(doc, page) {
  const types = [...group(rows_of(doc, "entities"), (row) => row.label ?? "")].sort((a, b) => hue_of(a[0]) - hue_of(b[0]));
  if (!types.length) return null;
  return make("ul", {class: "legend", "aria-label": "Types of entities"}, types.map(([type, rows]) => {
    const hue = hue_of(type);
    const set = (on) => page.text.style.setProperty("--t" + hue, on ? `var(--hue-${hue})` : "transparent");
    set(true);
    const button = make("button", {class: "toggle", type: "button", "aria-pressed": "true", style: `--key: var(--hue-${hue})`,
      click: () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", on);
        set(on);
      }}, make("span", {class: "key", "aria-hidden": "true"}), type || "–", make("span", {class: "count"}, rows.length));
    return make("li", {}, button);
  }));
}

function finding_cards(doc, page) {
  if (!doc.layers.has("findings")) return null;
  const groups = [...group(rows_of(doc, "findings"), (row) => [severity_of(row), row.label, row.f.message, row.f.suggestion].join("\n")).values()];
  groups.sort((a, b) => kSeverities.indexOf(severity_of(a[0])) - kSeverities.indexOf(severity_of(b[0])));
  const card = (rows) => {
    const first = rows[0];
    const severity = severity_of(first);
    const places = rows.filter((row) => !is_global(doc, row));
    return make("li", {class: "card", style: `--tone: var(--${severity})`},
      make("p", {}, make("span", {class: "severity " + severity}, severity), " ", make("code", {}, first.label || "")),
      make("p", {}, first.f.message || text_of(doc, first)),
      first.f.suggestion ? make("p", {class: "quiet"}, first.f.suggestion) : null,
      places.length ? place_buttons(places, "the finding", page) : make("p", {class: "quiet"}, "about the whole text"));
  };
  return make("section", {"aria-label": "Findings"}, make("h2", {}, "Findings"), groups.length
    ? make("ol", {class: "cards"}, groups.map(card)) : make("p", {class: "quiet"}, "None."));
}

function summary_list(doc, page) {
  const rows = rows_of(doc, "summary");
  if (!rows.length) return null;
  return make("section", {"aria-label": "Summary"}, make("h2", {}, "Summary"), make("ol", {class: "summary"}, rows.map((row, i) =>
    make("li", {dir: "auto"}, text_of(doc, row), make("button", {class: "place", type: "button",
      "aria-label": `Go to sentence ${i + 1} of the summary`, click: () => jump(row, page)}, "↗")))));
}

/** "2 errors" and the like, or that there are none. */
function verdicts(counts) {
  const found = kSeverities.map((severity, i) => [severity, counts[i]]).filter((pair) => pair[1] > 0);
  if (!found.length) return [make("li", {class: "good"}, "no findings")];
  return found.map(([severity, count]) => make("li", {class: severity}, plural(count, severity)));
}

function document_head(doc) {
  const fact = (value, name) => make("li", {}, make("b", {}, number(value)), " " + name);
  const words = doc.head.words ?? count_words(doc.text);
  const facts = [fact(words, words === 1 ? "word" : "words"), fact(Math.max(1, Math.round(words / 230)), "min to read")];
  const sentences = doc.attributes["segmenter.sentences"] ?? rows_of(doc, "sentences").length;
  if (sentences) facts.splice(1, 0, fact(sentences, sentences === 1 ? "sentence" : "sentences"));
  if (doc.head.language) facts.push(make("li", {}, "language ", make("b", {}, doc.head.language)));
  const verdict = doc.attributes["keyword_density.verdict"];
  if (verdict && verdict !== "no_input" && verdict !== "none") {
    facts.push(make("li", {}, "keyphrase ", make("b", {}, doc.attributes["keyword_density.phrase"] || ""), " ", readable(verdict)));
  }
  facts.push(make("li", {}, make("code", {}, doc.head.line ? `${doc.head.path}:${doc.head.line}` : doc.head.id)));
  return make("header", {class: "head"}, doc.layers.has("findings") ? make("ul", {class: "verdict", "aria-label": "Verdict"}, verdicts(doc.head.findings)) : null,
    make("h1", {id: "title", tabindex: "-1", dir: "auto"}, doc.head.title || doc.head.id), make("ul", {class: "facts"}, facts));
}

function document_page(doc) {
  const page = {doc, marks: new Map(), covering: new Map(), blocks: [], detail: document.getElementById("detail")};
  page.text = show_text(doc, page);
  const charts = [density_chart(doc), entity_chart(doc), sentence_chart(doc)].filter(Boolean);
  return [document_head(doc), layer_toggles(doc, page), entity_legend(doc, page), heat_strip(doc),
    make("div", {class: "main"}, page.text, make("aside", {class: "side", "aria-label": "Findings and summary", tabindex: "0"},
      finding_cards(doc, page), summary_list(doc, page))),
    charts.length ? make("section", {class: "wide", "aria-label": "Charts"}, make("h2", {}, "At a glance"), make("div", {class: "charts"}, charts)) : null,
    keyphrase_table(doc, page), entity_table(doc, page), attribute_list(doc), run_facts()].filter(Boolean);
}

const kShownDocuments = 300;

/** What a document is called in the index: its title, or how it begins. */
const name_of = (head) => head.title || (head.beginning ? head.beginning.replace(/\s+/g, " ") + " …" : head.id);

/** Rules with the number of documents that break them, most first. */
function rule_counts(heads) {
  const counts = new Map();
  for (const head of heads) for (const [rule] of head.rules) counts.set(rule, (counts.get(rule) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** `view` remembers what was searched for while documents are opened. */
function index_page(heads, view) {
  const total = [0, 1, 2].map((i) => heads.reduce((sum, head) => sum + head.findings[i], 0));
  const search_text = (head) => [head.id, head.title, head.beginning, head.path, ...head.keyphrases, ...head.names].join("\n").toLowerCase();
  const texts = heads.map(search_text);
  const judged = heads.some((head) => head.findings.some(Boolean));
  const languages = [...new Set(heads.map((head) => head.language).filter(Boolean))].sort();
  const rules = rule_counts(heads);
  const list = make("div");
  const status = make("p", {role: "status", class: "quiet"});
  const wanted = (head, i) => {
    const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
    const worst = head.findings.findIndex((count) => count > 0);
    return words.every((word) => texts[i].includes(word)) && (!view.language || head.language === view.language) &&
      (!view.rule || head.rules.some(([rule]) => rule === view.rule)) && (!view.severity || (view.severity === "none" ? worst < 0 : head.findings[kSeverities.indexOf(view.severity)] > 0));
  };
  const badges = (head) => kSeverities.map((severity, i) => head.findings[i]
    ? make("span", {class: "badge " + severity}, plural(head.findings[i], severity)) : null);
  const columns = [
    {name: "Document", value: (head) => name_of(head), cell: (head) =>
      [make("button", {class: "open", type: "button", dir: "auto", click: () => { location.hash = "#document-" + (head.index + 1); }}, name_of(head)),
        make("div", {class: "quiet"}, name_of(head) === head.id ? "" : head.id)]},
    {name: "Findings", number: true, value: (head) => head.findings[0] * 1e6 + head.findings[1] * 1e3 + head.findings[2], cell: badges},
    {name: "Words", number: true, value: (head) => head.words ?? 0, cell: (head) => number(head.words ?? 0)},
    {name: "Entities", number: true, value: (head) => head.entities, cell: (head) => number(head.entities)},
    {name: "Keyphrases", value: (head) => head.keyphrases.join(", "), cell: (head) => head.keyphrases.slice(0, 3).join(", ")}];
  const update = () => {
    const found = heads.filter(wanted);
    status.textContent = `${plural(found.length, "document")} of ${number(heads.length)}`;
    list.replaceChildren(sortable("Documents", columns, found, view));
  };
  const choice = (label, key, options) => make("label", {}, label, make("select", {name: key,
    change: (event) => { view[key] = event.target.value; update(); }},
    options.map(([value, name]) => make("option", {value, selected: view[key] === value ? "" : null}, name))));
  update();
  const missing = figures ? [["set aside", figures.set_aside], ["dropped", figures.dropped]].filter(([, count]) => count) : [];
  return [make("header", {class: "head"}, judged ? make("ul", {class: "verdict", "aria-label": "Verdict"}, verdicts(total)) : null,
    make("h1", {id: "title", tabindex: "-1"}, plural(heads.length, "document")),
    missing.length ? make("p", {class: "quiet"}, missing.map(([what, count]) => number(count) + " more " + what).join(", ") + ": they are not in this page") : null),
  make("form", {class: "search", role: "search", submit: (event) => event.preventDefault()},
    make("label", {}, "Search titles, ids, keyphrases and names", make("input", {type: "search", name: "query", value: view.query,
      input: (event) => { view.query = event.target.value; update(); }})),
    judged ? choice("Findings", "severity", [["", "any"], ["error", "with errors"], ["warning", "with warnings"], ["note", "with notes"], ["none", "without findings"]]) : null,
    rules.length ? choice("Rule", "rule", [["", "any"], ...rules.map(([rule, count]) => [rule, `${rule} (${number(count)})`])]) : null,
    languages.length > 1 ? choice("Language", "language", [["", "any"], ...languages.map((code) => [code, code])]) : null),
  status, list, run_facts()].filter(Boolean);
}
