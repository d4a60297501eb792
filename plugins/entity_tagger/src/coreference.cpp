#include "coreference.hpp"

#include <algorithm>

#include "company_form.hpp"
#include "names_model.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr float kSureName = 0.6f;  ///< of a name that is looked for again
constexpr float kDoubtfulName = 0.5f;
constexpr float kClearVote = 1.5f;  ///< how much more a kind must weigh to win over another mention

/// The last word of a person's name; empty if the name is one word or ends in "Co.". "Jr." and the like are
/// no last words.
std::string_view last_name(std::string_view name) {
  const auto blank = name.rfind(' ');
  if (blank == std::string_view::npos) return {};
  const std::string_view last = name.substr(blank + 1);
  if (last == "Jr." || last == "Jr" || last == "Sr." || last == "II" || last == "III")
    return last_name(name.substr(0, blank));
  return last.ends_with('.') ? std::string_view() : last;
}

bool is_person(const Entity& entity) {
  return entity.label == Label::Person && entity.custom_label == 0xFFFFFFFF;
}

/// Full person names by their last word; a last word that two people share leads nowhere.
StringMap<std::string_view> people_by_last_name(std::string_view text, const std::vector<Entity>& entities) {
  StringMap<std::string_view> people;
  for (const Entity& entity : entities) {
    if (!is_person(entity)) continue;
    const std::string_view name = text_of(text, entity.span);
    const std::string_view last = last_name(name);
    if (last.size() < 3) continue;
    std::string_view& known = people[last];
    const bool is_part = known.empty() || known.find(name) != std::string_view::npos ||
                         name.find(known) != std::string_view::npos;
    if (!is_part) {
      known = last;
    } else if (name.size() > known.size()) {
      known = name;
    }
  }
  return people;
}

/// Organisations with what kind of company they are, by their name without it.
StringMap<std::string_view> companies(std::string_view text, const std::vector<Entity>& entities) {
  StringMap<std::string_view> companies;
  for (const Entity& entity : entities) {
    if (entity.label != Label::Organization || entity.custom_label != 0xFFFFFFFF) continue;
    const std::string_view name = text_of(text, entity.span), shorter = without_company_form(name);
    if (shorter.size() < name.size()) companies[shorter] = name;
  }
  return companies;
}

using PieceIterator = std::vector<Piece>::const_iterator;

/// The first piece from `from` on that begins at `byte` or behind it.
PieceIterator piece_at(const std::vector<Piece>& pieces, PieceIterator from, std::uint32_t byte) {
  return std::lower_bound(from, pieces.end(), byte,
                          [](const Piece& p, std::uint32_t begin) { return p.span.begin < begin; });
}

/// Appends the hashes of the pieces from `at` to the end of `span`.
void add_hashes(const std::vector<Piece>& pieces, PieceIterator at, Span span,
                std::vector<std::uint64_t>& hashes) {
  for (; at != pieces.end() && at->span.end <= span.end; ++at) hashes.push_back(at->hash);
}

void hashes_in(const std::vector<Piece>& pieces, Span span, std::vector<std::uint64_t>& hashes) {
  hashes.clear();
  add_hashes(pieces, piece_at(pieces, pieces.begin(), span.begin), span, hashes);
}

/// How much the model believes in each kind of one name.
struct Votes {
  float of[kNameTypes] = {};
  bool split() const { return (of[0] > 0) + (of[1] > 0) + (of[2] > 0) > 1; }
  int best() const { return static_cast<int>(std::max_element(of, of + kNameTypes) - of); }
};

bool is_from_model(const Entity& entity) { return entity.source == "model"; }

}  // namespace

void cut_to_known_people(std::string_view text, std::vector<Entity>& entities) {
  StringMap<char> people;
  for (const Entity& entity : entities) {
    const std::string_view name = text_of(text, entity.span);
    if (is_person(entity) && is_from_model(entity) && entity.score >= kSureName && !last_name(name).empty())
      people.insert(name);
  }
  for (Entity& entity : entities) {
    if (people.empty() || !is_from_model(entity) || entity.score >= kDoubtfulName) continue;
    const std::string_view name = text_of(text, entity.span);
    for (auto blank = name.rfind(' '); blank != std::string_view::npos && blank > 0;
         blank = name.rfind(' ', blank - 1)) {
      if (!people.contains(name.substr(0, blank))) continue;
      entity.span.end = entity.span.begin + static_cast<std::uint32_t>(blank);
      entity.label = Label::Person;
      entity.score = kSureName;  // that of the others
      break;
    }
  }
}

void drop_common_words(const std::vector<Piece>& pieces, std::vector<Entity>& entities) {
  std::vector<std::pair<std::uint64_t, std::size_t>> words;  // that are a name where a sentence begins
  std::vector<std::uint64_t> names;                          // of names elsewhere
  auto piece = pieces.begin();
  for (std::size_t i = 0; i < entities.size(); ++i) {
    if (!is_from_model(entities[i])) continue;
    const Span span = entities[i].span;
    piece = piece_at(pieces, piece, span.begin);
    if (piece == pieces.end()) break;
    if (piece->sentence_start && piece->span.end == span.end && piece->shape == Shape::Title) {
      words.emplace_back(piece->hash, i);
    } else {
      add_hashes(pieces, piece, span, names);
    }
  }
  if (words.empty()) return;
  std::sort(names.begin(), names.end());
  std::erase_if(words,
                [&](const auto& word) { return std::binary_search(names.begin(), names.end(), word.first); });
  if (words.empty()) return;
  std::sort(words.begin(), words.end());
  std::uint64_t filter = 0;
  for (const auto& [hash, i] : words) filter |= std::uint64_t{1} << (hash & 63);
  for (const Piece& p : pieces) {
    if (!is_plain(p) || !(filter >> (p.hash & 63) & 1)) continue;
    auto word = std::lower_bound(words.begin(), words.end(), std::pair(p.hash, std::size_t{0}));
    for (; word != words.end() && word->first == p.hash; ++word) entities[word->second].span.end = 0;
  }
  std::erase_if(entities, [](const Entity& e) { return e.span.end == 0; });
}

void drop_doubted_names(std::vector<Entity>& entities) {
  constexpr float kFewest = 0.35f;  // 0.4 has the best F1, but loses names whose kind is in doubt
  std::erase_if(entities, [](const Entity& e) { return is_from_model(e) && e.score < kFewest; });
}

void agree_on_labels(std::string_view text, const Acronyms& acronyms, std::vector<Entity>& entities) {
  StringMap<Votes> votes;
  for (Entity& entity : entities) {
    if (is_from_model(entity))
      votes[text_of(text, entity.span)].of[static_cast<int>(entity.label)] += entity.score;
  }
  for (Entity& entity : entities) {
    if (!is_name(entity.label) || entity.custom_label != 0xFFFFFFFF) continue;
    const std::string_view name = text_of(text, entity.span);
    if (const Acronym* known = acronyms.find(name)) {
      entity.label = known->label;
      continue;
    }
    if (!is_from_model(entity)) continue;
    const Votes& vote = votes[name];
    if (vote.split() && vote.of[vote.best()] > kClearVote * vote.of[static_cast<int>(entity.label)])
      entity.label = static_cast<Label>(vote.best());
  }
}

void set_canonical(std::string_view text, const Acronyms& acronyms, std::vector<Entity>& entities) {
  const auto people = people_by_last_name(text, entities);
  const auto full_names = companies(text, entities);
  for (Entity& entity : entities) {
    if (!is_name(entity.label) || !entity.canonical.empty()) continue;
    const std::string_view name = text_of(text, entity.span);
    if (is_person(entity)) {
      const std::string_view last = last_name(name);
      const std::string_view* full = people.find(last.empty() ? name : last);
      const bool same = full && (last.empty() || full->find(name) != std::string_view::npos);
      entity.canonical = same ? *full : name;
    } else if (const Acronym* known = acronyms.find(name)) {
      entity.canonical = known->full;
    } else if (const std::string_view* company = full_names.find(name)) {
      entity.canonical = *company;
    } else {
      entity.canonical = name;
    }
  }
}

/// Moves along the entities there are now; those added later count for nothing.
class RepeatedNames::Covered {
 public:
  explicit Covered(const std::vector<Entity>& entities) : entities_(entities), count_(entities.size()) {}

  /// True if one of them overlaps `span`. Spans are asked for from left to right.
  bool covers(Span span) {
    while (next_ < count_ && entities_[next_].span.begin < span.end)
      reach_ = std::max(reach_, entities_[next_++].span.end);
    return reach_ > span.begin;
  }

 private:
  const std::vector<Entity>& entities_;
  std::size_t count_, next_ = 0;
  std::uint32_t reach_ = 0;  ///< end of those before next_
};

void RepeatedNames::learn(Label label) {
  names_.add(hashes_, static_cast<std::uint32_t>(labels_.size()));
  labels_.push_back(label);
}

/// Learns the names that are looked for again.
void RepeatedNames::collect(std::string_view text, const std::vector<Piece>& pieces, const Acronyms& acronyms,
                            const std::vector<Entity>& entities) {
  names_.clear();
  labels_.clear();
  known_.clear();
  for (const Entity& entity : entities) {
    if (!is_person(entity)) continue;
    const std::string_view name = text_of(text, entity.span);
    const std::string_view last = last_name(name);
    if (last.size() < 3 || !known_.insert(name).second) continue;
    hashes_in(pieces, entity.span, hashes_);
    learn(Label::Person);
    if (hashes_.empty()) continue;
    hashes_.erase(hashes_.begin(), hashes_.end() - 1);
    learn(Label::Person);
  }
  for (const Entity& entity : entities) {
    const bool sure = is_from_model(entity) && entity.label != Label::Person && entity.score >= kSureName;
    if (!sure && (acronyms.empty() || !is_name(entity.label))) continue;
    const std::string_view name = text_of(text, entity.span);
    if ((!sure && !acronyms.contains(name)) || !known_.insert(name).second) continue;
    hashes_in(pieces, entity.span, hashes_);
    learn(entity.label);
    const std::string_view shorter = without_company_form(name);
    if (shorter.size() == name.size() || !known_.insert(shorter).second) continue;
    const Span span{entity.span.begin, entity.span.begin + static_cast<std::uint32_t>(shorter.size())};
    hashes_in(pieces, span, hashes_);
    learn(entity.label);
  }
}

/// Counts how often a name of one word stands in lower case.
void RepeatedNames::count_lower_case(const std::vector<Piece>& pieces) {
  lower_case_.assign(labels_.size(), 0);
  const auto count = static_cast<std::uint32_t>(pieces.size());
  const HashFilter::Look singles = names_.singles();
  for (std::uint32_t at = 0; at < count; ++at) {
    // One question: most words are in lower case, but nobody could foresee which.
    const bool plain = is_plain(pieces[at]), single = singles.may_have(pieces[at].hash);
    if (!(plain & single)) continue;
    names_.walk(pieces.data(), at, at + 1, [&](std::uint32_t, std::uint32_t which) { ++lower_case_[which]; });
  }
}

/// "The" of "Mickey Mantle The New King", "Snow" of "Charles Snow": a word of the document like others, of
/// which a capital says nothing, at the begin of a sentence least.
bool RepeatedNames::is_common_word(const std::vector<Piece>& pieces, std::uint32_t at, std::uint32_t name) {
  if (lower_case_.empty()) count_lower_case(pieces);
  return lower_case_[name] > (pieces[at].sentence_start ? 0u : 1u);
}

/// The end of the longest name at a piece, of which nothing is covered and all words have a capital; 0 if
/// there is none.
std::uint32_t RepeatedNames::name_end(const std::vector<Piece>& pieces, std::uint32_t at, std::uint32_t limit,
                                      const Covered& covered, std::uint32_t& name) const {
  std::uint32_t end = 0;
  names_.walk(pieces.data(), at, limit, [&](std::uint32_t reached, std::uint32_t which) {
    Covered ahead = covered;
    for (std::uint32_t i = at; i < reached; ++i) {
      if (ahead.covers(pieces[i].span) || is_plain(pieces[i])) return;
    }
    end = reached;
    name = which;
  });
  return end;
}

void RepeatedNames::add(std::string_view text, const std::vector<Piece>& pieces, const PieceSet& capitals,
                        const std::vector<PieceRange>& parts, const Acronyms& acronyms,
                        std::vector<Entity>& entities) {
  collect(text, pieces, acronyms, entities);
  if (names_.empty()) return;
  lower_case_.clear();
  Covered covered(entities);
  for (const PieceRange part : parts) {
    std::uint32_t next = part.begin;
    for (std::uint32_t at = capitals.next(next, part.end); at < part.end;
         at = capitals.next(next, part.end)) {
      next = at + 1;
      if (!names_.may_start(pieces[at].hash) || covered.covers(pieces[at].span)) continue;
      std::uint32_t name = 0;
      const std::uint32_t end = name_end(pieces, at, part.end, covered, name);
      if (end == 0 || (end == at + 1 && is_common_word(pieces, at, name))) continue;
      Entity& entity = entities.emplace_back();
      entity.span = {pieces[at].span.begin, pieces[end - 1].span.end};
      entity.label = labels_[name];
      entity.score = 0.8f;
      entity.source = "rule:repeated";
      next = end;
    }
  }
}

}  // namespace textmill::entity_tagger
