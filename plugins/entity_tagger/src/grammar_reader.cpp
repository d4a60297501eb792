#include "grammar_reader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "grammar_compiler.hpp"
#include "textmill/options.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::string_view kFieldNames[kFields] = {
    "amount", "factor", "year",  "month",  "day",     "weekday", "hour",   "minute",
    "second", "ampm",   "part",  "season", "quarter", "half",    "decade", "century",
    "week",   "offset", "count", "now",    "every",   "edge",    "range"};

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

/// Cuts `text` at `mark`; a mark inside quotes does not count.
std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] == '"') quoted = !quoted;
    if (at < text.size() && (text[at] != mark || quoted)) continue;
    const std::string_view part = trim(text.substr(begin, at - begin));
    if (!part.empty()) parts.push_back(part);
    begin = at + 1;
  }
  return parts;
}

bool read_number(std::string_view text, double& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// A rule's comment starts with # and a blank; "#1-31" is an element.
std::string_view without_comment(std::string_view line) {
  if (!line.empty() && line[0] == '#' && (line.size() == 1 || line[1] == ' ')) return {};
  const auto at = line.find(" # ");
  return trim(at == std::string_view::npos ? line : line.substr(0, at));
}

}  // namespace

void GrammarReader::fail(const std::string& what) const {
  throw Error(name_ + ":" + std::to_string(line_) + ": " + what);
}

GrammarReader::GrammarReader(Grammar& grammar, std::string name, std::string_view common)
    : grammar_(grammar), name_(std::move(name)), common_(common) {
  for (std::size_t i = 0; i < std::size(kNumberClasses); ++i)
    grammar_.num_classes_.push_back(class_id(kNumberClasses[i]));
}

void GrammarReader::read(std::string_view text) {
  line_ = 0;
  section_.clear();
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    ++line_;
    read_line(without_comment(trim(text.substr(0, end))));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void GrammarReader::read_section(std::string_view line) {
  section_ = std::string(line.substr(1, line.size() - 2));
  if (section_ == "rules" || section_ == "markers") return;
  if (section_ == "common rules") return read_common();
  if (section_.rfind("class ", 0) != 0)
    fail("unknown section '" + section_ + "'; expected class NAME, markers, rules or common rules");
  section_ = section_.substr(6);
  upper_ = section_.size() > 6 && section_.substr(section_.size() - 6) == " upper";
  if (upper_) section_.resize(section_.size() - 6);
  class_id(section_);
}

/// Mistakes in these rules are told with their own lines.
void GrammarReader::read_common() {
  const std::string name = std::exchange(name_, "common.grammar");
  const int line = line_;
  read(common_);
  section_ = "rules";
  name_ = name;
  line_ = line;
}

void GrammarReader::read_line(std::string_view line) {
  if (line.empty()) return;
  if (line.front() == '[' && line.back() == ']') return read_section(line);
  if (section_.empty()) return read_setting(line);
  if (section_ == "rules") return read_rule(line);
  if (section_ == "markers") {
    for (const std::string_view word : split(line, ' ')) markers_.push_back(hash_folded(word));
    return;
  }
  read_words(line);
}

void GrammarReader::read_setting(std::string_view line) {
  const auto words = split(line, ' ');
  if (words.size() == 2 && words[0] == "language") {
    grammar_.language_.append(words[1]);
  } else if (words.size() == 2 && words[0] == "decimal" && words[1].size() == 1) {
    grammar_.decimal_ = static_cast<unsigned char>(words[1][0]);
  } else {
    fail("unknown setting '" + std::string(line) + "'; expected language CODE or decimal MARK");
  }
}

/// word|another word = 1000 m
void GrammarReader::read_words(std::string_view line) {
  const auto equals = line.rfind(" = ");
  GrammarDraft::Entry entry;
  entry.word_class = class_id(section_);
  entry.upper = upper_;
  std::string_view words = line;
  if (equals != std::string_view::npos) {
    words = line.substr(0, equals);
    for (const std::string_view part : split(line.substr(equals + 3), ' ')) {
      if (!entry.has_value && read_number(part, entry.value)) {
        entry.has_value = true;
      } else {
        entry.code = std::string(part);
      }
    }
  }
  for (const std::string_view word : split(words, '|')) add_word(word, entry);
}

void GrammarReader::add_word(std::string_view word, GrammarDraft::Entry entry) {
  const std::vector<std::uint64_t> hashes = piece_hashes(word);
  auto& spellings = draft_.spellings;
  const auto last = static_cast<std::uint32_t>(spellings.size());
  const std::uint32_t known = grammar_.words_.add(hashes, last);
  if (known == NameTrie::kNoValue) spellings.emplace_back();
  GrammarDraft::Spelling& spelling = spellings[known == NameTrie::kNoValue ? last : known];
  if (!entry.upper) spelling.classes.add(ClassSet::member(entry.word_class));
  spelling.upper_classes.add(ClassSet::member(entry.word_class));
  spelling.first_hash = hashes[0];
  spelling.second_hash = hashes.size() > 1 ? hashes[1] : 0;
  spelling.further_hashes.assign(hashes.begin() + std::min<std::ptrdiff_t>(2, std::ssize(hashes)),
                                 hashes.end());
  spelling.entries.push_back(std::move(entry));
}

std::uint32_t GrammarReader::class_id(std::string_view name) {
  const auto [at, is_new] =
      class_ids_.emplace(std::string(name), static_cast<std::uint32_t>(class_ids_.size()));
  if (is_new) {
    Field own = Field::Unset;
    for (std::size_t i = 0; i < kFields; ++i) {
      if (kFieldNames[i] == name) own = static_cast<Field>(i);
    }
    grammar_.class_fields_.push_back(own);
  }
  return at->second;
}

std::uint32_t GrammarReader::literal_class(std::string_view words) {
  const std::string name = '"' + std::string(words) + '"';
  const bool known = class_ids_.count(name) != 0;
  const std::uint32_t id = class_id(name);
  if (!known) {
    GrammarDraft::Entry entry;
    entry.word_class = id;
    for (const std::string_view word : split(words, '|')) add_word(word, entry);
  }
  return id;
}

std::uint32_t GrammarReader::block_id(std::string_view name) {
  const auto [at, is_new] =
      block_ids_.emplace(std::string(name), static_cast<std::uint32_t>(draft_.blocks.size()));
  if (is_new) draft_.blocks.emplace_back();
  return at->second;
}

Field GrammarReader::field(std::string_view name) const {
  for (std::size_t i = 0; i < kFields; ++i) {
    if (kFieldNames[i] == name) return static_cast<Field>(i);
  }
  fail("unknown field '" + std::string(name) + "'");
}

/// LABEL id: elements => actions, or block: elements => actions
void GrammarReader::read_rule(std::string_view line) {
  const auto colon = line.find(": ");
  if (colon == std::string_view::npos) fail("expected NAME: ELEMENTS, found '" + std::string(line) + "'");
  const auto head = split(line.substr(0, colon), ' ');
  GrammarDraft::Rule rule;
  const auto index = static_cast<std::uint32_t>(draft_.rules.size());
  if (head.size() == 2) {
    rule.emits = head[0] != "NONE";
    if (rule.emits && !find_label(head[0], rule.label)) fail("unknown label '" + std::string(head[0]) + "'");
    rule.name = std::string(head[1]);
    rule.source = "rule:" + rule.name;
    draft_.top.push_back(index);
  } else if (head.size() == 1) {
    rule.name = std::string(head[0]);
    draft_.blocks[block_id(head[0])].rules.push_back(index);
  } else {
    fail("expected LABEL ID: or NAME: before the elements");
  }
  std::string_view body = line.substr(colon + 2);
  if (const auto arrow = body.find("=>"); arrow != std::string_view::npos) {
    read_actions(body.substr(arrow + 2), rule);
    body = body.substr(0, arrow);
  }
  read_elements(body, rule);
  draft_.rules.push_back(std::move(rule));
}

void GrammarReader::read_elements(std::string_view body, GrammarDraft::Rule& rule) {
  for (const std::string_view word : split(body, ' ')) {
    if (word.front() == '<') {
      if (!rule.elements.empty()) fail("an element with < must come first");
      rule.before = read_element(word.substr(1)).id;
    } else {
      rule.elements.push_back(read_element(word));
    }
  }
  const bool empty =
      std::all_of(rule.elements.begin(), rule.elements.end(), [](const auto& e) { return e.optional; });
  if (empty) fail("rule '" + rule.name + "' could match nothing at all");
}

Grammar::Element GrammarReader::read_element(std::string_view word) {
  Grammar::Element element;
  for (; !word.empty() && (word.front() == '~' || word.front() == '>' || word.front() == '!');
       word.remove_prefix(1)) {
    (word.front() == '~' ? element.glued : word.front() == '>' ? element.second : element.silent) = true;
  }
  if (!word.empty() && word.back() == '?') {
    element.optional = true;
    word.remove_suffix(1);
  }
  if (word.empty()) fail("an element is missing");
  if (word.front() == '"') {
    if (word.size() < 3 || word.back() != '"') fail("a quote is missing at " + std::string(word));
    element.id = literal_class(word.substr(1, word.size() - 2));
    return element;
  }
  if (const auto colon = word.find(':'); colon != std::string_view::npos) {
    element.field = field(word.substr(colon + 1));
    word = word.substr(0, colon);
  }
  if (word == "num") {
    element.kind = Grammar::Element::Kind::Number;
  } else if (word == "yearwords") {
    element.kind = Grammar::Element::Kind::YearWords;
  } else if (word.front() == '#') {
    read_digits(word, element);
  } else if (const auto found = class_ids_.find(word); found != class_ids_.end()) {
    element.id = found->second;
  } else if (const auto block = block_ids_.find(word); block != block_ids_.end()) {
    element.kind = Grammar::Element::Kind::Block;
    element.id = block->second;
  } else {
    fail("'" + std::string(word) + "' is neither a word class nor a rule defined above");
  }
  return element;
}

/// "#1-31": a range; "##", "####": so many digits.
void GrammarReader::read_digits(std::string_view word, Grammar::Element& element) {
  element.kind = Grammar::Element::Kind::Digits;
  element.high = 2000000000;
  if (word == "#.##" || word == "##.##" || word == "##.##.####" || word == "########") {
    element.digits = word.size() == 4   ? kHourAndMinutes
                     : word.size() == 5 ? kDayAndMonth
                     : word.size() == 8 ? kCompactDay
                                        : kDottedDay;
    return;
  }
  if (word.find_first_not_of('#') == std::string_view::npos) {
    element.digits = static_cast<std::int16_t>(word.size());
    return;
  }
  const auto dash = word.find('-');
  const char* const end = word.data() + word.size();
  if (dash == std::string_view::npos ||
      std::from_chars(word.data() + 1, end, element.low).ptr != word.data() + dash ||
      std::from_chars(word.data() + dash + 1, end, element.high).ptr != end) {
    fail("expected a range like #1-31 or digits like ##, found '" + std::string(word) + "'");
  }
}

void GrammarReader::read_actions(std::string_view body, GrammarDraft::Rule& rule) {
  for (const std::string_view action : split(body, ' ')) {
    const auto equals = action.find('=');
    double value = 0;
    if (equals == std::string_view::npos || !read_number(action.substr(equals + 1), value)) {
      fail("expected FIELD=NUMBER, found '" + std::string(action) + "'");
    }
    rule.actions.emplace_back(field(action.substr(0, equals)), value);
  }
}

void GrammarReader::finish() {
  std::sort(markers_.begin(), markers_.end());
  grammar_.markers_.append(markers_);
  GrammarCompiler(grammar_, draft_).run();
  draft_.lay_out(grammar_);
}

}  // namespace textmill::entity_tagger
