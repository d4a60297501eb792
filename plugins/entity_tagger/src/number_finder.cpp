#include "number_finder.hpp"

#include <algorithm>
#include <utility>

#include "word_hash.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::size_t kBatch = 32;  ///< places whose memories are fetched before they are looked at

/// What the matcher sees of a piece: its word, and what rules ask for beside it.
std::uint64_t look_of(const Piece& piece, bool glued) {
  const unsigned upper = piece.shape == Shape::Upper;
  return piece.hash + (glued | upper << 1 | static_cast<unsigned>(piece.kind) << 2);
}

/// Fractions are written with a mark that no grammar need know.
bool is_slash(const Piece& piece) { return piece.hash == kCharacterHashes['/']; }

}  // namespace

void NumberFinder::read(const Grammar& grammar, Day reference, std::string_view text,
                        const std::vector<Piece>& pieces, PieceSet& starts) {
  matcher_.read(grammar, text, pieces, starts);
  open_ = {};
  starts_ = &starts;
  pieces_ = pieces.data();
  pairs_ = &grammar.pairs();
  reference_ = reference;
  seed_ = mix(reinterpret_cast<std::uintptr_t>(&grammar) ^ mix(number_of(reference)));
  strings_.clear();
  make_room();
}

/// What was known stays known, but for what shares a slot.
void NumberFinder::make_room() {
  if (remembered_ < found_.size() || found_.size() == kMostSlots) return;
  const std::size_t slots = std::min(4 * found_.size(), kMostSlots);
  const std::vector<Found> found = std::exchange(found_, std::vector<Found>(slots));
  const std::vector<std::uint64_t> nothing =
      std::exchange(nothing_, std::vector<std::uint64_t>(kNothingPerFound * slots));
  for (const Found& one : found) {
    if (one.key != 0) found_of(one.key) = one;
  }
  for (const std::uint64_t key : nothing) {
    if (key != 0) nothing_of(key) = key;
  }
}

/// What stands before a number is asked for if it is a number itself, or joins words to it.
bool NumberFinder::matters_before(const Piece& piece) const {
  return pairs_->may_stand_before(piece.word_kind) || piece.kind == PieceKind::Number ||
         piece.hash == kCharacterHashes['-'];
}

/// Stands for all that decides what begins at a piece: the words from there to the first that is none of the
/// grammar's, and what stands before them. 0 if these are too many.
std::uint64_t NumberFinder::key_at(std::uint32_t at, PieceRange sentence) const {
  std::uint64_t key = seed_;
  const auto add = [&](std::uint64_t look) { key = key_with(key, look); };
  if (at > sentence.begin && matters_before(pieces_[at - 1])) {
    const bool joined =
        at > sentence.begin + 1 && pieces_[at - 1].glued && pieces_[at - 2].kind == PieceKind::Word;
    add(look_of(pieces_[at - 1], joined));
  }
  add(1);
  for (std::uint32_t i = at; i < sentence.end; ++i) {
    const Piece& piece = pieces_[i];
    if (!pairs_->knows(piece) && !is_slash(piece)) break;
    if (i == at + kLongest) return 0;
    add(look_of(piece, piece.glued && i > sentence.begin));
  }
  return key;
}

/// Puts the next places of the document on the list, from `at` in `sentence` on.
void NumberFinder::collect(const std::vector<PieceRange>& sentences, std::size_t& sentence,
                           std::uint32_t& at) {
  places_.clear();
  while (places_.size() < kBatch && sentence < sentences.size()) {
    const PieceRange range = sentences[sentence];
    at = starts_->next(std::max(at, range.begin), range.end);
    if (at == range.end) {
      ++sentence;
      continue;
    }
    const std::uint64_t key = key_at(at, range);
    __builtin_prefetch(&nothing_of(key));
    __builtin_prefetch(&found_of(key));
    places_.push_back({at, range, key});
    ++at;
  }
}

/// The end of what is known to begin at a place; 0 if nothing is known.
std::uint32_t NumberFinder::known_end(const Place& place, std::vector<Expression>& expressions) {
  if (place.key == 0) return 0;
  if (nothing_of(place.key) == place.key) return place.at + 1;
  const Found& found = found_of(place.key);
  if (found.key != place.key) return 0;
  if (found.is_expression)
    expressions.push_back({place.at,
                           place.at + found.length,
                           found.label,
                           {found.source, found.source_size},
                           strings_.keep({found.norm.data(), found.norm_size}),
                           found.amount});
  return place.at + found.length;
}

/// Asks the matcher.
std::uint32_t NumberFinder::read_at(const Place& place, std::vector<Expression>& expressions) {
  if (open_.begin != place.sentence.begin || open_.end != place.sentence.end)
    matcher_.open(place.sentence.begin, place.sentence.end);
  open_ = place.sentence;
  matches_.clear();
  const std::uint32_t end = matcher_.match_at(place.at, matches_);
  for (const Match& match : matches_)
    expressions.push_back({match.begin, match.end, match.label, match.source,
                           strings_.keep(normal_form(match, reference_)), match.first.get(Field::Amount)});
  if (place.key != 0) remember(place, end, matches_.empty() ? nullptr : &expressions.back());
  return std::max(end, place.at + 1);
}

void NumberFinder::remember(const Place& place, std::uint32_t end, const Expression* expression) {
  if (end <= place.at) {
    std::uint64_t& nothing = nothing_of(place.key);
    remembered_ += nothing == 0;
    nothing = place.key;
    return;
  }
  Found& found = found_of(place.key);
  const std::string_view source = expression ? expression->source : std::string_view();
  const std::string_view norm = expression ? expression->norm : std::string_view();
  if (norm.size() > found.norm.size() || source.size() > 0xFF) return;
  remembered_ += found.key == 0;
  found.key = place.key;
  found.source = source.data();
  found.source_size = static_cast<std::uint8_t>(source.size());
  found.norm_size = static_cast<std::uint8_t>(norm.size());
  found.length = static_cast<std::uint8_t>(end - place.at);
  found.label = expression ? expression->label : Label::Cardinal;
  found.is_expression = expression != nullptr;
  found.amount = expression ? expression->amount : 0;
  std::copy(norm.begin(), norm.end(), found.norm.begin());
}

void NumberFinder::find(const std::vector<PieceRange>& sentences, std::vector<Expression>& expressions) {
  std::size_t sentence = 0;
  std::uint32_t at = 0, done = 0;
  for (collect(sentences, sentence, at); !places_.empty(); collect(sentences, sentence, at)) {
    for (const Place& place : places_) {
      if (place.at < done) continue;  // within an expression
      done = known_end(place, expressions);
      if (done == 0) done = read_at(place, expressions);
    }
  }
}

}  // namespace textmill::entity_tagger
