#include "reading.hpp"

#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"

namespace textmill::keyword_density {
namespace {

Role role_of_line(std::string_view line) {
  if (line.starts_with("# ")) return Role::Heading;
  if (line.starts_with("* ")) return Role::ListItem;
  if (line.starts_with("! ")) return Role::Outside;
  return line.starts_with("= ") ? Role::Title : Role::Body;
}

}  // namespace

Reading::Reading(std::string_view given, std::string_view language, const KeyTable* base,
                 const Lexicon* lexicon)
    : text(given), vocabulary(language, base) {
  if (!base) vocabulary.intern_everything();
  if (lexicon) vocabulary.use(*lexicon);
  std::vector<Block> blocks;
  std::vector<Span> sentences;
  std::vector<text::Token> tokens;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const Span line{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    blocks.push_back({line, role_of_line(text_of(text, line))});
    text::split_sentences(text, line, {}, sentences);
    begin = end + 1;
  }
  for (const Span sentence : sentences) text::tokenize(text, sentence, {}, tokens);
  std::vector<Span> spans;
  std::vector<std::uint32_t> labels;
  for (const text::Token& token : tokens) {
    spans.push_back(token.span);
    labels.push_back(static_cast<std::uint32_t>(token.kind));
  }
  read_words({text, spans, labels, kSegmenterKinds, sentences, blocks}, vocabulary, words);
}

const Lexicon& english_lexicon() {
  static const Lexicon lexicon(std::string(TEXTMILL_RESOURCE_DIR) + "/english.lexicon");
  return lexicon;
}

std::vector<std::string> matches(std::string_view phrase, std::string_view text, Matching matching,
                                 std::string_view language) {
  PhraseSet set(language);
  set.add(phrase, matching);
  const Reading reading(text, language, &set.keys());
  std::vector<Occurrence> found;
  Finder(set).find(reading.words, reading.text, found);
  std::vector<std::string> texts;
  for (const Occurrence& o : found) texts.emplace_back(reading.at(o));
  return texts;
}

}  // namespace textmill::keyword_density
