#include "gazetteer.hpp"

#include <algorithm>

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

void warn(std::vector<std::string>& warnings, const std::string& message) {
  if (warnings.size() < kMaxWarnings) warnings.push_back(message);
}

/// Words so common that a name spelt like one is hardly ever meant.
bool is_common_word(std::string_view name) {
  static constexpr std::string_view kCommon[] = {
      "the", "a",    "an",  "and",  "or", "of",  "to",  "in",   "on", "at",   "is", "it",
      "he",  "she",  "we",  "they", "i",  "you", "for", "with", "by", "from", "us", "not",
      "no",  "will", "may", "can",  "do", "be",  "as",  "if",   "so", "but"};
  return std::find(std::begin(kCommon), std::end(kCommon), name) != std::end(kCommon);
}

Shape shape_of_name(std::string_view name, std::vector<Piece>& pieces) {
  split_pieces(name, plain_tokens(name), pieces);
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

void Gazetteer::add_list(std::string_view list, const std::string& file, std::string_view default_label,
                         std::vector<std::string>& custom, std::vector<std::string>& warnings) {
  if (list.substr(0, 3) == "\xEF\xBB\xBF") list.remove_prefix(3);
  names_.reserve(names_.size() + list.size());
  for (std::size_t line = 1; !list.empty(); ++line) {
    const auto end = std::min(list.find('\n'), list.size());
    std::string_view content = list.substr(0, end);
    if (!content.empty() && content.back() == '\r') content.remove_suffix(1);
    if (!content.empty() && content[0] != '#') {
      add_line(content, file + ":" + std::to_string(line), default_label, custom, warnings);
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void Gazetteer::add_line(std::string_view line, const std::string& place, std::string_view default_label,
                         std::vector<std::string>& custom, std::vector<std::string>& warnings) {
  std::size_t bad = 0;
  if (!text::is_valid_utf8(line, &bad))
    throw Error(place + ":" + std::to_string(bad + 1) + ": invalid UTF-8 in a gazetteer");
  const std::string_view name = next_field(line);
  std::string_view label = next_field(line);
  if (label.empty()) label = default_label;
  std::vector<Piece> pieces;
  Entry entry;
  entry.shape = shape_of_name(name, pieces);
  if (pieces.empty()) throw Error(place + ": a gazetteer line needs a name before the first tab");
  if (!find_label(label, entry.label)) entry.custom_label = label_index(custom, label);
  const std::string_view id = next_field(line);
  std::string folded;
  fold_case(name, folded);
  if (is_common_word(folded) && mode_ != CaseMode::Exact && entry.shape != Shape::Upper) {
    warn(warnings, place + ": '" + std::string(name) + "' is a common word and will be found very often");
  }
  std::vector<std::uint64_t> hashes;
  for (const Piece& piece : pieces) hashes.push_back(piece.hash);
  if (trie_.add(hashes, static_cast<std::uint32_t>(entries_.size())) != NameTrie::kNoValue) {
    warn(warnings, place + ": '" + std::string(name) + "' is in the list already; the first line counts");
    return;
  }
  if (entry.shape == Shape::Lower) plain_starts_.add(hashes[0]);
  entry.name_begin = names_.size();
  entry.name_size = static_cast<std::uint32_t>(name.size());
  entry.id_size = static_cast<std::uint32_t>(id.size());
  names_ += name;
  names_ += id;
  entries_.push_back(entry);
}

void Gazetteer::find(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t begin,
                     std::uint32_t end, std::vector<GazetteerHit>& hits) const {
  const bool smart = mode_ == CaseMode::Smart;
  for (std::uint32_t at = begin; at < end; ++at) {
    const Piece& piece = pieces[at];
    const bool plain = smart && piece.kind == PieceKind::Word && piece.shape == Shape::Lower;
    if (plain ? !plain_starts_.may_have(piece.hash) : !trie_.may_start(piece.hash)) continue;
    GazetteerHit best;
    trie_.walk(pieces.data(), at, end, [&](std::uint32_t reached, std::uint32_t entry) {
      const GazetteerHit hit{at, reached, entry};
      if (fits(text, pieces, hit)) best = hit;
    });
    if (best.end == 0) continue;
    hits.push_back(best);
    at = best.end - 1;
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
    if (pieces[i].kind == PieceKind::Word) return is_capitalised(pieces[i]);
  }
  return true;
}

}  // namespace textmill::entity_tagger
