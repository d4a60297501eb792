// One self-contained HTML page: the documents as JSON, and a program that shows them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "output/renderer.hpp"

namespace textmill::host {

/// Needs no network: style, program and documents are in the page, and its policy forbids anything else.
/// Documents are in the page as JSON and become visible text only when they are opened, so that a page of a
/// thousand stays quick. Offsets in it are UTF-16 units, as JavaScript counts. `plan` must outlive the
/// renderer.
std::unique_ptr<Renderer> make_html_renderer(const Plan& plan, const RenderOptions& options);

// The parts of such a page, for one that asks a server for its documents.

/// What the page shows of the pipeline: its name, stages and options.
std::string html_run_json(const Plan& plan);
/// A document with the layers in `layers` (slots of the schema): two lines of JSON, its entry in the index
/// and the rest.
std::string html_document_json(const Plan& plan, const std::vector<std::size_t>& layers,
                               const Document& document);
/// What the page shows of the run itself: counts of documents, and milliseconds per stage.
std::string html_figures_json(const RunFigures& figures);
/// A page where a text is typed and its results are shown; it speaks to the server of `textmill serve`.
std::string html_live_page();

}  // namespace textmill::host
