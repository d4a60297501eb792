// CSV (RFC 4180): one row per span, for spreadsheets and data frames.
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// Columns: id, layer, begin, end, label, score, text; with offsets other than bytes begin_codepoint,
/// end_codepoint or begin_utf16, end_utf16. Rows end with CRLF, as the RFC says. A cell that a spreadsheet
/// would take for a formula (it begins with = + - @, tab or CR and is not a number) gets an apostrophe in
/// front. `plan` must outlive the renderer.
std::unique_ptr<Renderer> make_csv_renderer(const Plan& plan);

}  // namespace textmill::host
