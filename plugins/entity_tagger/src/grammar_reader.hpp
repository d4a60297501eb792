// Turns the text of a grammar file into a Grammar.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "grammar.hpp"
#include "grammar_draft.hpp"

namespace textmill::entity_tagger {

/// Classes that numbers in words are built from, in the order of Grammar::num_classes_.
enum NumberClass : std::uint8_t {
  kUnits,
  kTens,
  kHundred,
  kScale,
  kGluedScale,
  kAnd,
  kHalves,
  kArticle,
  kTensAnd,
  kHundreds,
  kAndHalf,
  kPoint
};
inline constexpr std::string_view kNumberClasses[12] = {
    "units",  "tens",    "hundred",  "scale",    "glued_scale", "and",
    "halves", "article", "tens_and", "hundreds", "and_half",    "decimal_point"};

/// Element::digits of numbers that say several things at once.
enum DigitForm : std::int16_t { kHourAndMinutes = -1, kDottedDay = -2, kCompactDay = -3, kDayAndMonth = -4 };

class GrammarReader {
 public:
  GrammarReader(Grammar& grammar, std::string name, std::string_view common);
  /// Throws textmill::Error with file, line and what is wrong.
  void read(std::string_view text);
  /// Call once, after all texts.
  void finish();

 private:
  void read_line(std::string_view line);
  void read_section(std::string_view line);
  void read_common();
  void read_setting(std::string_view line);
  void read_words(std::string_view line);
  void read_rule(std::string_view line);
  void read_elements(std::string_view body, GrammarDraft::Rule& rule);
  Grammar::Element read_element(std::string_view word);
  void read_digits(std::string_view word, Grammar::Element& element);
  void read_actions(std::string_view body, GrammarDraft::Rule& rule);
  void add_word(std::string_view word, GrammarDraft::Entry entry);
  std::uint32_t class_id(std::string_view name);
  std::uint32_t literal_class(std::string_view words);
  std::uint32_t block_id(std::string_view name);
  Field field(std::string_view name) const;
  [[noreturn]] void fail(const std::string& what) const;

  Grammar& grammar_;
  GrammarDraft draft_;
  std::string name_;
  std::string_view common_;
  int line_ = 0;
  std::string section_;
  bool upper_ = false;  ///< of the class being read
  std::vector<std::uint64_t> markers_;
  std::map<std::string, std::uint32_t, std::less<>> class_ids_, block_ids_;
};

}  // namespace textmill::entity_tagger
