// The page of `textmill serve`: a text is typed or pasted, its results follow. One request at a time; what is
// typed meanwhile is asked for when the answer is there.

const kPause = 40;  // ms without a key before a request
const pipelines = new Map();
const choice = make("select", {name: "pipeline", change: () => ask()});
const field = make("textarea", {name: "text", rows: "9", spellcheck: "true", dir: "auto", input: () => soon()});
const state = make("p", {role: "status", class: "quiet"});
const results = make("div", {id: "results"});
let timer = 0;
let asking = false;
let stale = false;

function soon() {
  clearTimeout(timer);
  timer = setTimeout(ask, kPause);
}

async function ask() {
  clearTimeout(timer);
  stale = true;
  if (asking) return;
  asking = true;
  while (stale) {
    stale = false;
    await ask_once();
  }
  asking = false;
}

async function ask_once() {
  const name = choice.value;
  const text = field.value;
  if (!name) return;
  if (!text.trim()) {
    results.replaceChildren();
    state.textContent = "Type or paste a text.";
    return;
  }
  const start = performance.now();
  try {
    const response = await fetch("api/pipelines/" + encodeURIComponent(name) + "?view=page",
      {method: "POST", headers: {"Content-Type": "text/plain; charset=utf-8"}, body: text});
    const answer = await response.text();
    if (!response.ok) throw new Error(JSON.parse(answer).error);
    run = pipelines.get(name);
    const [head, body, numbers] = answer.split("\n");
    figures = JSON.parse(numbers);
    show_results(read_document({textContent: head + "\n" + body}));
    state.textContent = `${number(Math.round(performance.now() - start))} ms`;
  } catch (error) {
    state.textContent = error.message;
  }
}

/** The results in place of the last ones, with the same layers switched on. */
function show_results(doc) {
  const place = scrollY;
  const opened = [...results.querySelectorAll("details")].map((details) => details.open);
  const pressed = new Map([...results.querySelectorAll("[data-layer]")].map((button) =>
    [button.dataset.layer, button.getAttribute("aria-pressed")]));
  close_detail();
  results.replaceChildren(...document_page(doc));
  for (const button of results.querySelectorAll("[data-layer]")) {
    const before = pressed.get(button.dataset.layer);
    if (before && before !== button.getAttribute("aria-pressed")) button.click();
  }
  results.querySelectorAll("details").forEach((details, i) => { details.open = Boolean(opened[i]); });
  scrollTo(0, place);
}

async function start() {
  document.getElementById("page").replaceChildren(
    make("header", {class: "top"}, make("span", {}, "Textmill")),
    make("main", {id: "content"},
      make("form", {class: "live", submit: (event) => event.preventDefault()},
        make("label", {}, "Pipeline", choice), make("label", {class: "text-field"}, "Text", field), state),
      results));
  try {
    const response = await fetch("api/pipelines");
    for (const pipeline of (await response.json()).pipelines) {
      pipelines.set(pipeline.name, pipeline.run);
      choice.append(make("option", {value: pipeline.name}, pipeline.name));
    }
    state.textContent = "Type or paste a text.";
    if (field.value) ask();
  } catch (error) {
    state.textContent = "the server does not answer: " + error.message;
  }
}

addEventListener("keydown", (event) => { if (event.key === "Escape") close_detail(); });
start();
