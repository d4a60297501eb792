// One self-contained HTML page: the documents as JSON, and a program that shows them.
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// Needs no network: style, program and documents are in the page, and its policy forbids anything else.
/// Documents are in the page as JSON and become visible text only when they are opened, so that a page of a
/// thousand stays quick. Offsets in it are UTF-16 units, as JavaScript counts. `plan` must outlive the
/// renderer.
std::unique_ptr<Renderer> make_html_renderer(const Plan& plan);

}  // namespace textmill::host
