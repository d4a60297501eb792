#include "textmill/text/stemmer.hpp"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <utility>

#include "english_stemmer.hpp"

namespace textmill::text {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Sorted by the plural.
constexpr std::array kIrregular = {
    Pair{"alumni", "alumnus"},
    Pair{"analyses", "analysis"},
    Pair{"axes", "axis"},
    Pair{"bacteria", "bacterium"},
    Pair{"calves", "calf"},
    Pair{"children", "child"},
    Pair{"crises", "crisis"},
    Pair{"criteria", "criterion"},
    Pair{"curricula", "curriculum"},
    Pair{"diagnoses", "diagnosis"},
    Pair{"elves", "elf"},
    Pair{"feet", "foot"},
    Pair{"fungi", "fungus"},
    Pair{"geese", "goose"},
    Pair{"halves", "half"},
    Pair{"hypotheses", "hypothesis"},
    Pair{"indices", "index"},
    Pair{"knives", "knife"},
    Pair{"leaves", "leaf"},
    Pair{"lice", "louse"},
    Pair{"lives", "life"},
    Pair{"loaves", "loaf"},
    Pair{"matrices", "matrix"},
    Pair{"men", "man"},
    Pair{"mice", "mouse"},
    Pair{"nuclei", "nucleus"},
    Pair{"oases", "oasis"},
    Pair{"oxen", "ox"},
    Pair{"parentheses", "parenthesis"},
    Pair{"phenomena", "phenomenon"},
    Pair{"quizzes", "quiz"},
    Pair{"scarves", "scarf"},
    Pair{"shelves", "shelf"},
    Pair{"stimuli", "stimulus"},
    Pair{"syllabi", "syllabus"},
    Pair{"teeth", "tooth"},
    Pair{"theses", "thesis"},
    Pair{"thieves", "thief"},
    Pair{"vertices", "vertex"},
    Pair{"wives", "wife"},
    Pair{"wolves", "wolf"},
    Pair{"women", "woman"},
};

/// Where a word would be in a small table of marks; most words are turned away by it.
constexpr std::size_t mark_of(std::string_view word) {
  const auto byte = [word](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(word[i]));
  };
  return (byte(0) * 31 + byte(1) * 7 + byte(word.size() - 1) + word.size()) % 512;
}
constexpr auto kMarks = [] {
  std::array<bool, 512> marks{};
  for (const Pair& pair : kIrregular) marks[mark_of(pair.first)] = true;
  return marks;
}();

}  // namespace

void Stemmer::Close::operator()(void* algorithm) const {
  sb_stemmer_delete(static_cast<sb_stemmer*>(algorithm));
}

Stemmer::Stemmer(std::string_view language) {
  const std::string code(language.substr(0, language.find_first_of("-_")));
  algorithm_.reset(sb_stemmer_new(code.c_str(), nullptr));
  if (code == "en") english_ = std::make_unique<EnglishStemmer>();
}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string_view Stemmer::stem(std::string_view word) {
  if (english_ && EnglishStemmer::takes(word)) return english_->stem(word);
  auto* algorithm = static_cast<sb_stemmer*>(algorithm_.get());
  if (!algorithm) return word;
  const sb_symbol* stemmed = sb_stemmer_stem(algorithm, reinterpret_cast<const sb_symbol*>(word.data()),
                                             static_cast<int>(word.size()));
  if (!stemmed) return word;
  return {reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(algorithm))};
}

std::string_view english_irregular_singular(std::string_view word) {
  if (word.size() < 2 || !kMarks[mark_of(word)]) return {};
  const auto at = std::lower_bound(kIrregular.begin(), kIrregular.end(), word,
                                   [](const Pair& pair, std::string_view w) { return pair.first < w; });
  return at != kIrregular.end() && at->first == word ? at->second : std::string_view();
}

}  // namespace textmill::text
