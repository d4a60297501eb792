#include "gazetteer.hpp"

#include <algorithm>
#include <stdexcept>

#include "textmill/options.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::size_t kMaxWarnings = 10;

std::string_view next_field(std::string_view& line) {
  const auto tab = std::min(line.find('\t'), line.size());
  const std::string_view field = line.substr(0, tab);
  line.remove_prefix(std::min(tab + 1, line.size()));
  return field;
}

/// Words so common that a name spelt like one is hardly ever meant.
bool is_common_word(std::string_view name) {
  static constexpr std::string_view kCommon[] = {
      "the", "a",    "an",  "and",  "or", "of",  "to",  "in",   "on", "at",   "is", "it",
      "he",  "she",  "we",  "they", "i",  "you", "for", "with", "by", "from", "us", "not",
      "no",  "will", "may", "can",  "do", "be",  "as",  "if",   "so", "but"};
  return std::find(std::begin(kCommon), std::end(kCommon), name) != std::end(kCommon);
}

Shape shape_of_name(const std::vector<Piece>& pieces) {
  bool capital = false;
  for (const Piece& piece : pieces) capital |= is_capitalised(piece);
  if (!capital) return Shape::Lower;
  const bool acronym = pieces.size() == 1 && pieces[0].shape == Shape::Upper && pieces[0].span.size() > 1;
  return acronym ? Shape::Upper : Shape::Title;
}

std::uint32_t label_index(std::vector<std::string>& custom, std::string_view label) {
  const auto found = std::find(custom.begin(), custom.end(), label);
  if (found != custom.end()) return static_cast<std::uint32_t>(found - custom.begin());
  custom.emplace_back(label);
  return static_cast<std::uint32_t>(custom.size() - 1);
}

}  // namespace

/// A list being read; what is made for each line is made in the same place.
struct Gazetteer::Reading {
  const std::string& file;
  std::string_view default_label;
  std::vector<std::string>& custom;
  std::vector<std::string>& warnings;
  std::size_t line = 0;
  std::vector<Piece> pieces;
  std::vector<std::uint64_t> hashes;
  std::string folded;

  std::string place() const { return file + ":" + std::to_string(line); }
  void warn(std::string_view name, const char* what) const {
    if (warnings.size() < kMaxWarnings) warnings.push_back(place() + ": '" + std::string(name) + "' " + what);
  }
};

template <class Self, class Image>
void Gazetteer::pass(Self& self, Image& image) {
  NameTrie::pass(self.trie_, image);
  WordBits::pass(self.plain_starts_, image);
  image(self.entries_);
  image(self.names_);
}

Gazetteer::Gazetteer(const std::string& name, CaseMode mode, std::string_view image) : Gazetteer(name, mode) {
  ImageReader reader(image);
  pass(*this, reader);
  constant_ = true;
}

std::string Gazetteer::image() const {
  ImageWriter writer;
  pass(*this, writer);
  return writer.image();
}

void Gazetteer::add_list(std::string_view list, const std::string& file, std::string_view default_label,
                         std::vector<std::string>& custom, std::vector<std::string>& warnings) {
  if (constant_) throw std::logic_error("a list cannot be added to an image");
  if (list.substr(0, 3) == "\xEF\xBB\xBF") list.remove_prefix(3);
  names_.reserve(names_.size() + list.size());
  trie_.reserve(static_cast<std::size_t>(std::count(list.begin(), list.end(), '\n')));
  Reading reading{file, default_label, custom, warnings, 0, {}, {}, {}};
  while (!list.empty()) {
    ++reading.line;
    const auto end = std::min(list.find('\n'), list.size());
    std::string_view content = list.substr(0, end);
    if (!content.empty() && content.back() == '\r') content.remove_suffix(1);
    if (!content.empty() && content[0] != '#') add_line(content, reading);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void Gazetteer::add_line(std::string_view line, Reading& reading) {
  std::size_t bad = 0;
  if (!text::is_valid_utf8(line, &bad)) {
    throw Error(reading.place() + ":" + std::to_string(bad + 1) + ": invalid UTF-8 in a gazetteer");
  }
  const std::string_view name = next_field(line);
  std::string_view label = next_field(line);
  if (label.empty()) label = reading.default_label;
  split_pieces(name, plain_tokens(name), reading.pieces);
  if (reading.pieces.empty())
    throw Error(reading.place() + ": a gazetteer line needs a name before the first tab");
  Entry entry;
  entry.shape = shape_of_name(reading.pieces);
  if (!find_label(label, entry.label)) entry.custom_label = label_index(reading.custom, label);
  const std::string_view id = next_field(line);
  if (mode_ != CaseMode::Exact && entry.shape != Shape::Upper && reading.pieces.size() == 1) {
    fold_case(name, reading.folded);
    if (is_common_word(reading.folded)) reading.warn(name, "is a common word and will be found very often");
  }
  reading.hashes.clear();
  for (const Piece& piece : reading.pieces) reading.hashes.push_back(piece.hash);
  if (trie_.add(reading.hashes, static_cast<std::uint32_t>(entries_.size())) != NameTrie::kNoValue)
    return reading.warn(name, "is in the list already; the first line counts");
  const Piece& first = reading.pieces[0];
  entry.starts_plain = first.kind == PieceKind::Word && first.shape == Shape::Lower;
  const bool plain = entry.starts_plain || entry.shape == Shape::Lower || first.kind != PieceKind::Word;
  if (plain || mode_ != CaseMode::Smart) plain_starts_.add(reading.hashes[0]);
  entry.name_begin = names_.size();
  entry.name_size = static_cast<std::uint32_t>(name.size());
  entry.id_size = static_cast<std::uint32_t>(id.size());
  names_.append(name);
  names_.append(id);
  entries_.push_back(entry);
}

void Gazetteer::find(std::string_view text, const std::vector<Piece>& pieces, const PieceSet& starts,
                     std::uint32_t begin, std::uint32_t end, std::vector<GazetteerHit>& hits) const {
  std::uint32_t next = 0;
  for (std::uint32_t at = starts.next(begin, end); at < end; at = starts.next(next, end)) {
    next = at + 1;
    if (is_plain(pieces[at]) && !plain_starts_.may_have(pieces[at].hash)) continue;
    GazetteerHit best;
    trie_.walk(pieces.data(), at, end, [&](std::uint32_t reached, std::uint32_t entry) {
      const GazetteerHit hit{at, reached, entry};
      if (fits(text, pieces, hit)) best = hit;
    });
    if (best.end == 0) continue;
    hits.push_back(best);
    next = best.end;
  }
}

bool Gazetteer::fits(std::string_view text, const std::vector<Piece>& pieces, const GazetteerHit& hit) const {
  if (mode_ == CaseMode::Insensitive) return true;
  const Entry& entry = entries_[hit.entry];
  const Span span{pieces[hit.begin].span.begin, pieces[hit.end - 1].span.end};
  if (mode_ == CaseMode::Exact) return text_of(text, span) == name_of(hit.entry);
  if (entry.shape == Shape::Lower) return true;
  if (entry.shape == Shape::Upper) return pieces[hit.begin].shape == Shape::Upper;
  for (std::uint32_t i = hit.begin; i < hit.end; ++i) {
    if (is_capitalised(pieces[i])) return true;
    if (pieces[i].kind == PieceKind::Word && !entry.starts_plain) return false;
  }
  return !entry.starts_plain;
}

}  // namespace textmill::entity_tagger
