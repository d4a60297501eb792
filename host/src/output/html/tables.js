// Tables that sort by the column whose heading is pressed.

/**
 * Columns {name, number, value(item) for sorting, cell(item)}; the first cell of a row is its heading. `state` is how
 * the reader left it: {limit: rows shown until all are asked for, column, up}.
 */
function sortable(label, columns, items, state) {
  const body = make("tbody");
  const rest = make("p", {class: "rest"});
  const headings = columns.map((column, i) => make("th", {scope: "col"}, column.value
    ? make("button", {class: "sort", type: "button", click: () => sort(i)}, column.name) : make("span", {}, column.name)));
  const row = (item) => make("tr", {}, columns.map((column, i) =>
    make(i ? "td" : "th", {class: column.number ? "number" : null, scope: i ? null : "row"}, column.cell(item))));
  const fill = () => {
    body.replaceChildren(...items.slice(0, state.limit).map(row));
    rest.replaceChildren();
    if (items.length <= state.limit) return;
    rest.append(`${number(state.limit)} of ${number(items.length)} are shown. `,
      make("button", {class: "plain", type: "button", click: () => { state.limit = Infinity; fill(); }}, "Show all"));
  };
  const sort = (i) => {
    const was = headings[i].getAttribute("aria-sort");
    order_by(i, was ? was !== "ascending" : !columns[i].number);  // numbers: the largest first
    fill();
  };
  const order_by = (i, up) => {
    state.column = i;
    state.up = up;
    headings.forEach((heading) => heading.removeAttribute("aria-sort"));
    headings[i].setAttribute("aria-sort", up ? "ascending" : "descending");
    const value = columns[i].value;
    const order = (a, b) => columns[i].number ? value(a) - value(b) : String(value(a)).localeCompare(String(value(b)));
    items = [...items].sort((a, b) => up ? order(a, b) : order(b, a));
  };
  if (state.column !== undefined) order_by(state.column, state.up);
  fill();
  return make("div", {}, make("div", {class: "table", role: "region", "aria-label": label, tabindex: "0"},
    make("table", {}, make("thead", {}, make("tr", {}, headings)), body)), rest);
}

const kFewRows = 25;

const kFewPlaces = 12;

/** Buttons that jump to rows; the first few, the others on demand. */
function place_buttons(rows, name, page) {
  const button = (row, i) => make("button", {class: "place", type: "button",
    "aria-label": `Go to ${name}, place ${i + 1} of ${rows.length}`, click: () => jump(row, page)}, i + 1);
  const places = make("span", {class: "places"}, rows.slice(0, kFewPlaces).map(button));
  if (rows.length > kFewPlaces) {
    const rest = make("button", {class: "place", type: "button", "aria-label": `Show all ${rows.length} places of ${name}`,
      click: () => places.replaceChildren(...rows.map(button))}, "…");
    places.append(rest);
  }
  return places;
}

function keyphrase_table(doc, page) {
  const items = [...group(rows_of(doc, "keyphrases"), (row) => row.label ?? text_of(doc, row))]
    .map(([name, rows]) => ({name, rows, first: rows[0]}));
  if (!items.length) return null;
  const has = (feature) => items.some((item) => feature in item.first.f);
  const columns = [
    {name: "Keyphrase", value: (item) => item.name, cell: (item) => item.name},
    {name: "Count", number: true, value: (item) => item.rows.length, cell: (item) => number(item.rows.length)}];
  if (has("density")) {
    columns.push({name: "Density", number: true, value: (item) => item.first.f.density,
      cell: (item) => item.first.f.density.toFixed(2) + " %"});
  }
  if (items.some((item) => item.first.score !== null)) {
    columns.push({name: "Score", number: true, value: (item) => item.first.score ?? 0, cell: (item) => number(item.first.score ?? 0)});
  }
  columns.push({name: "Where in the text", cell: (item) => strip(doc, item.rows, "rgba(var(--heat), .95)")},
    {name: "Go to", cell: (item) => place_buttons(item.rows, item.name, page)});
  return make("section", {class: "wide"}, make("h2", {}, "Keyphrases"), sortable("Keyphrases", columns, items, {limit: kFewRows}));
}

function entity_table(doc, page) {
  const key = (row) => (row.label ?? "") + "\n" + (row.f.canonical || row.f.norm || text_of(doc, row));
  const items = [...group(rows_of(doc, "entities"), key).values()].map((rows) => {
    const first = rows[0];
    return {rows, type: first.label ?? "", name: first.f.canonical || text_of(doc, first),
      norm: first.f.norm && first.f.norm !== first.f.canonical ? first.f.norm : ""};
  });
  if (!items.length) return null;
  const type = (item) => make("span", {class: "type", style: `--c: var(--hue-${hue_of(item.type)})`},
    make("i", {"aria-hidden": "true"}), item.type);
  const columns = [
    {name: "Entity", value: (item) => item.name, cell: (item) => item.name.replace(/\s+/g, " ")},
    {name: "Count", number: true, value: (item) => item.rows.length, cell: (item) => number(item.rows.length)},
    {name: "Type", value: (item) => item.type, cell: type}];
  if (items.some((item) => item.norm)) {
    columns.push({name: "Value", value: (item) => item.norm, cell: (item) => make("code", {}, item.norm)});
  }
  columns.push({name: "Where in the text", value: (item) => -item.rows[0].b, number: true,
    cell: (item) => strip(doc, item.rows, `var(--hue-${hue_of(item.type)})`)},
    {name: "Go to", cell: (item) => place_buttons(item.rows, item.name, page)});
  return make("section", {class: "wide"}, make("h2", {}, "Entities"), sortable("Entities", columns, items, {limit: kFewRows, column: 1, up: false}));
}

const pairs = (rows) => make("dl", {class: "pairs"}, rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));

function attribute_list(doc) {
  const rows = Object.entries(doc.attributes).map(([name, value]) =>
    [name, value === true ? "yes" : value === false ? "no" : Array.isArray(value) ? value.join(", ") : number(value)]);
  if (!rows.length) return null;
  return make("section", {class: "wide"}, make("details", {}, make("summary", {}, `Attributes (${rows.length})`), pairs(rows)));
}

function document_counts() {
  const parts = [[figures.written, "shown"], [figures.dropped, "dropped"], [figures.set_aside, "set aside"]];
  return `${number(figures.read)} read: ` + parts.filter(([count]) => count).map(([count, what]) => `${number(count)} ${what}`).join(", ");
}

function stage_times() {
  if (!figures) return null;
  const all = figures.stages.reduce((a, b) => a + b, 0) || 1;
  return bar_chart("Time per stage", `summed over all workers; the run took ${duration(figures.ms)}`, run.stages.map((stage, i) =>
    ({name: stage.id, value: figures.stages[i], text: `${duration(figures.stages[i])} (${Math.round(100 * figures.stages[i] / all)} %)`})));
}

/** What made this page. */
function run_facts() {
  const rows = [["pipeline", `${run.name} (${run.file})`], ["made with", "textmill " + run.version]];
  for (const param of run.params) rows.push(["parameter " + param.name, param.value || "–"]);
  for (const stage of run.stages) {
    const options = stage.options.filter((option) => option.value).map((option) => `${option.name}: ${option.value}`).join(", ");
    rows.push([stage.id, `${stage.plugin} ${stage.version}. ${stage.summary}` + (options ? ` (${options})` : "")]);
  }
  if (run.fingerprint) rows.push(["fingerprint", run.fingerprint]);
  if (figures) rows.splice(2, 0, ["documents", document_counts()]);
  return make("section", {class: "wide"}, make("details", {}, make("summary", {}, "How this was made"), pairs(rows), stage_times()));
}
