#include "grammar.hpp"

#include <algorithm>

#include "grammar_reader.hpp"

namespace textmill::entity_tagger {

void Values::merge(const Values& other) {
  for (std::uint32_t rest = other.set; rest != 0; rest &= rest - 1) {
    const auto field = static_cast<std::size_t>(std::countr_zero(rest));
    value[field] = other.value[field];
  }
  set |= other.set;
  if (!other.code.empty()) code = other.code;
}

Grammar::Grammar(std::string_view text, const std::string& name, std::string_view shared,
                 std::string_view common) {
  GrammarReader reader(*this, name, common);
  reader.read(shared);
  reader.read(text);
  reader.finish();
}

template <class Self, class Image>
void Grammar::pass(Self& self, Image& image) {
  image(self.language_);
  image(self.decimal_);
  image(self.texts_);
  image(self.class_fields_);
  image(self.spellings_);
  image(self.entries_);
  image(self.entry_classes_);
  NameTrie::pass(self.words_, image);
  WordPairs::pass(self.pairs_, image);
  image(self.rules_);
  image(self.elements_);
  image(self.actions_);
  image(self.nodes_);
  image(self.branches_);
  image(self.endings_);
  image(self.firsts_);
  image(self.row_words_);
  image(self.roots_);
  image(self.root_bits_);
  image(self.sets_);
  image(self.follow_words_);
  image(self.follows_);
  image(self.beginnings_);
  image(self.beginning_starts_);
  image(self.markers_);
  image(self.num_classes_);
}

Grammar::Grammar(std::string_view image) {
  ImageReader reader(image);
  pass(*this, reader);
}

std::string Grammar::image() const {
  ImageWriter writer;
  pass(*this, writer);
  return writer.image();
}

double Grammar::likeness(const std::vector<Piece>& pieces) const {
  const std::size_t count = std::min<std::size_t>(pieces.size(), 2000);
  std::size_t hits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    hits += std::binary_search(markers_.begin(), markers_.end(), pieces[i].hash);
  }
  return count ? static_cast<double>(hits) / static_cast<double>(count) : 0;
}

}  // namespace textmill::entity_tagger
