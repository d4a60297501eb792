// CoNLL-U Plus: one token a line, sentences apart, entities as BIO tags.
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// Columns, named in the first line as the format asks: ID (in the sentence, from 1), FORM, BEGIN, END, KIND
/// (the token's label), ENTITY (B-TYPE, I-TYPE or O; of overlapping entities the one that begins first and is
/// longest). BEGIN and END are called BEGIN_CODEPOINT, ... if offsets are not bytes. Comments name document
/// and sentence (`newdoc id`, `sent_id`, `text`). Tokens outside sentences, all of them if there is no such
/// layer, form a sentence per gap. `_` stands for nothing. The pipeline must have the layer tokens:
/// BadPipeline. `plan` must outlive the renderer.
Result<std::unique_ptr<Renderer>> make_conll_renderer(const Plan& plan);

}  // namespace textmill::host
