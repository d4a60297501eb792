// Which page is shown: the address says it (#document-3), so that going back works.

const elements = [...document.querySelectorAll("script.document")];
const heads = elements.map((element, index) => ({...read_head(element), index}));
const view = {query: "", severity: "", rule: "", language: "", limit: kShownDocuments};
let shown = -1;  // nothing yet

function navigation(current) {
  if (heads.length < 2) return null;
  const go = (hash) => () => { location.hash = hash; };
  return make("nav", {"aria-label": "Documents"},
    make("button", {class: "plain", type: "button", disabled: current < 0 ? "" : null, click: go("#all")}, "All documents"),
    current < 0 ? null : [
      make("button", {class: "plain", type: "button", disabled: current === 0 ? "" : null, click: go("#document-" + current)}, "← Previous"),
      make("button", {class: "plain", type: "button", disabled: current + 1 === heads.length ? "" : null, click: go("#document-" + (current + 2))}, "Next →")]);
}

function show() {
  const asked = Number((/^#document-(\d+)$/.exec(location.hash) || [])[1]) - 1;
  const current = heads.length === 1 ? 0 : asked >= 0 && asked < heads.length ? asked : -1;
  const first_time = shown === -1;
  if (!first_time && shown === current + 1) return;  // the address changed within a page
  shown = current + 1;
  close_detail();
  const content = current < 0 ? index_page(heads, view) : document_page(read_document(elements[current]));
  document.title = (current < 0 ? run.name : heads[current].title || heads[current].id) + " – Textmill";
  document.getElementById("page").replaceChildren(
    make("header", {class: "top"}, make("span", {}, "Textmill ", make("strong", {}, run.name)), navigation(current)),
    make("main", {id: "content"}, content));
  if (!first_time) {
    scrollTo(0, 0);
    document.getElementById("title").focus();
  }
}

addEventListener("hashchange", show);
addEventListener("keydown", (event) => {
  if (event.key === "Escape") close_detail();
  const field = document.querySelector("input[type=search]");
  if (event.key === "/" && field && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    event.preventDefault();
    field.focus();
  }
});
show();
