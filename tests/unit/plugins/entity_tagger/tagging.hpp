// Runs the tagger over a string, the way the tests show its result.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tagger.hpp"

namespace textmill::entity_tagger {

/// Tags `text`, one sentence a line.
inline std::vector<Entity> tagged(std::string_view text, const TaggerOptions& options = {},
                                  Day reference = {}) {
  const TaggerModel model(options);
  TaggerInput input;
  input.text = text;
  input.tokens = plain_tokens(text);
  input.reference = reference;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin)
      input.sentences.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  Tagger tagger(model);
  return tagger.tag(input);
}

/// "LABEL text = norm" of each entity.
inline std::vector<std::string> shown(std::string_view text, const TaggerOptions& options = {},
                                      Day reference = {}) {
  std::vector<std::string> lines;
  for (const Entity& entity : tagged(text, options, reference)) {
    std::string line(label_name(entity.label));
    line += " " + std::string(text_of(text, entity.span));
    if (!entity.norm.empty()) line += " = " + entity.norm;
    lines.push_back(line);
  }
  return lines;
}

}  // namespace textmill::entity_tagger
