// Runs the tagger over a string, the way the tests show its result.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tagger.hpp"

namespace textmill::entity_tagger {

/// A copy of `text` that stays, as the tagger's own views do not.
inline std::string_view kept(std::string_view text) {
  static std::set<std::string, std::less<>> texts;
  return *texts.emplace(text).first;
}

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
  std::vector<Entity> entities = tagger.tag(input);
  for (Entity& entity : entities) {
    for (std::string_view* view : {&entity.norm, &entity.source, &entity.canonical, &entity.id})
      *view = kept(*view);
  }
  return entities;
}

/// "LABEL text = norm" of each entity.
inline std::vector<std::string> shown(std::string_view text, const TaggerOptions& options = {},
                                      Day reference = {}) {
  std::vector<std::string> lines;
  for (const Entity& entity : tagged(text, options, reference)) {
    std::string line(label_name(entity.label));
    line += " " + std::string(text_of(text, entity.span));
    if (!entity.norm.empty()) line += " = " + std::string(entity.norm);
    lines.push_back(line);
  }
  return lines;
}

}  // namespace textmill::entity_tagger
