#include "name_rules.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <string>

#include "textmill/options.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::uint32_t kLongestPerson = 5;
constexpr std::uint32_t kLongestLongForm = 16;

std::string_view next_word(std::string_view& line) {
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  const auto end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// How many letters of `acronym` are left when `word` has given its own at the end: one, or all of "U.S.".
/// All are left if it does not fit.
std::size_t letters_of(std::string_view word, std::string_view acronym) {
  std::size_t left = acronym.size(), at = left;
  if (word.size() > 2 && word[1] == '.') {
    for (std::size_t i = word.size(); i-- > 0;) {
      if (word[i] == '.') continue;
      if (at == 0 || acronym[at - 1] != word[i]) return left;
      --at;
    }
    return at;
  }
  return word[0] == acronym.back() ? left - 1 : left;
}

bool is_particle(std::string_view word) {
  return is_one_of(word, {"al", "el", "bin", "ibn", "van", "von", "der", "den", "de", "da", "di", "du", "del",
                          "la", "le", "ul", "abu"});
}

}  // namespace

/// A sentence being looked at.
struct NameRules::Scan {
  std::string_view text;
  const std::vector<Piece>& pieces;
  const SentenceContext& context;
  const std::vector<std::uint8_t>& taken;

  std::string_view word(std::uint32_t at) const { return text_of(text, pieces[at].span); }
  bool is(std::uint32_t at, std::string_view mark) const { return at < context.end && word(at) == mark; }
  bool capital(std::uint32_t at) const { return at < context.end && is_capitalised(pieces[at]); }
  bool acronym(std::uint32_t at) const {
    return pieces[at].shape == Shape::Upper && pieces[at].span.size() > 1 && word(at)[1] != '.';
  }
};

NameRules::NameRules(std::string_view lists) {
  static constexpr std::pair<std::string_view, Class> kSections[] = {
      {"[title]", kTitle},
      {"[after_person]", kAfterPerson},
      {"[organisation]", kOrganisation},
      {"[organisation_lead]", kOrganisationLead},
      {"[location]", kPlaceWord},
      {"[not_organisation]", kNotOrganisation},
      {"[first_name]", kFirstName}};
  std::map<std::uint64_t, std::uint32_t> words;
  std::uint32_t section = 0;
  while (!lists.empty()) {
    const auto end = std::min(lists.find('\n'), lists.size());
    std::string_view line = lists.substr(0, end);
    lists.remove_prefix(std::min(end + 1, lists.size()));
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[') {
      const auto found = std::find_if(std::begin(kSections), std::end(kSections),
                                      [&](const auto& s) { return s.first == line; });
      if (found == std::end(kSections))
        throw Error("unknown list " + std::string(line) + " among the name words");
      section = found->second;
      continue;
    }
    for (std::string_view word = next_word(line); !word.empty(); word = next_word(line))
      words[hash_folded(word)] |= section;
  }
  led_ = hash_folded("led");
  bits_.add(led_);
  words_.resize(std::bit_ceil(words.size() * 2 + 1));
  for (const auto& [hash, classes] : words) {
    std::size_t at = hash & (words_.size() - 1);
    while (words_[at].classes != 0) at = (at + 1) & (words_.size() - 1);
    words_[at] = {hash, classes};
    bits_.add(hash);
  }
}

std::uint32_t NameRules::classes_of(const Piece& piece) const {
  if (piece.kind != PieceKind::Word || !bits_.may_have(piece.hash)) return 0;
  std::size_t at = piece.hash & (words_.size() - 1);
  while (words_[at].classes != 0 && words_[at].hash != piece.hash) at = (at + 1) & (words_.size() - 1);
  return words_[at].classes;
}

bool NameRules::is_rule_word(const Piece& piece) const {
  if (piece.hash == led_) return true;
  const std::uint32_t classes = classes_of(piece);
  if (classes & kTitle) return true;
  // The other words stand in names, but for those that govern one.
  return is_capitalised(piece)
             ? (classes & (kOrganisation | kOrganisationLead | kPlaceWord | kFirstName)) != 0
             : (classes & kAfterPerson) != 0;
}

/// The end of a person's name that starts at `at`: capitals, initials, particles and hyphens between.
std::uint32_t NameRules::person_end(const Scan& scan, std::uint32_t at) const {
  std::uint32_t end = at;
  while (scan.capital(end) && end - at < kLongestPerson) {
    if (scan.taken[end] || scan.acronym(end)) break;
    const std::uint32_t classes = classes_of(scan.pieces[end]);
    if (classes & (kOrganisation | kTitle) && !(classes & kFirstName)) break;
    ++end;
    if (scan.is(end, "-") && scan.pieces[end].glued && scan.capital(end + 1) && scan.pieces[end + 1].glued) {
      ++end;
    } else if (end < scan.context.end && is_particle(scan.word(end)) && scan.capital(end + 1)) {
      ++end;
    }
  }
  return end;
}

/// The end of a run of capitals, with hyphens and ampersands between.
std::uint32_t NameRules::run_end(const Scan& scan, std::uint32_t at) const {
  std::uint32_t end = at;
  while (scan.capital(end)) {
    ++end;
    const bool hyphen = scan.is(end, "-") && scan.pieces[end].glued;
    if ((hyphen || scan.is(end, "&")) && scan.capital(end + 1)) ++end;
  }
  return end;
}

/// "of the Interior", "for Strategic and International Studies": where a name that began with its kind ends.
std::uint32_t NameRules::lead_end(const Scan& scan, std::uint32_t at) const {
  std::uint32_t end = at;
  while (end < scan.context.end && is_one_of(scan.word(end), {"of", "for", "on"})) {
    const std::uint32_t start = scan.is(end + 1, "the") ? end + 2 : end + 1;
    std::uint32_t reached = run_end(scan, start);
    if (reached == start) break;
    while (scan.is(reached, "and") && scan.capital(reached + 1) && !scan.taken[reached + 1])
      reached = run_end(scan, reached + 1);
    end = reached;
  }
  return end;
}

bool NameRules::find_in_run(const Scan& scan, std::uint32_t begin, std::uint32_t end,
                            std::vector<NameHit>& hits) const {
  const auto& pieces = scan.pieces;
  const std::uint32_t last = classes_of(pieces[end - 1]);
  std::uint32_t start = begin;
  while (start < end && (classes_of(pieces[start]) & kTitle ||
                         is_one_of(scan.word(start), {"The", "A", "An", "In", "At", "For"})))
    ++start;
  if (start == end) return false;
  if (last & kOrganisationLead) {
    if (const std::uint32_t reached = lead_end(scan, end); reached != end) {
      hits.push_back({start, reached, Label::Organization, "rule:organisation-of"});
      return true;
    }
  }
  if (end - start < 2) return false;
  if (last & kOrganisation) {
    hits.push_back({start, end, Label::Organization, "rule:organisation-word"});
    return true;
  }
  if (last & kPlaceWord) {
    hits.push_back({start, end, Label::Location, "rule:place-word"});
    return true;
  }
  return false;
}

/// The first piece, from `from` on, where a name may begin that `word` decides about: two before it, or where
/// the run of capitals begins that holds it.
std::uint32_t NameRules::reach_of(const Scan& scan, std::uint32_t word, std::uint32_t from) {
  std::uint32_t begin = word;
  while (begin > from && (scan.capital(begin - 1) || scan.is(begin - 1, "-") || scan.is(begin - 1, "&")))
    --begin;
  return std::min(begin, std::max(word, from + 2) - 2);
}

void NameRules::find(std::string_view text, const std::vector<Piece>& pieces, const PieceSet& starts,
                     const PieceSet& words, const SentenceContext& context,
                     const std::vector<std::uint8_t>& taken, std::vector<NameHit>& hits) const {
  const Scan scan{text, pieces, context, taken};
  std::uint32_t run = context.begin;  // end of the run of capitals that was looked at last
  std::uint32_t word = words.next(context.begin, context.end);
  if (word == context.end) return;
  std::uint32_t reach = reach_of(scan, word, context.begin);
  const auto next_start = [&](std::uint32_t at) {
    for (;;) {
      at = starts.next(std::max(at, reach), context.end);
      if (at <= word) return at;
      word = words.next(at, context.end);
      if (word == context.end) return word;
      reach = reach_of(scan, word, at);
    }
  };
  for (std::uint32_t at = next_start(context.begin); at < context.end; at = next_start(at + 1)) {
    if (pieces[at].kind != PieceKind::Word) continue;
    const std::uint32_t classes = classes_of(pieces[at]);
    if (classes & kTitle && !(classes & kFirstName)) {
      const std::uint32_t end = person_end(scan, at + 1);
      if (end > at + 1) {
        hits.push_back({at + 1, end, Label::Person, "rule:title"});
        at = end - 1;
        continue;
      }
    }
    if (!is_capitalised(pieces[at])) continue;
    if (at >= run) {
      run = run_end(scan, at);
      if (!context.mostly_capitals && find_in_run(scan, at, run, hits)) {
        run = hits.back().end;
        at = run - 1;
        continue;
      }
    }
    if (classes & kFirstName) {
      const std::uint32_t reached = person_end(scan, at);
      if (reached >= at + 2) {
        hits.push_back({at, reached, Label::Person, "rule:first-name"});
        at = reached - 1;
        continue;
      }
    }
    const bool led = scan.is(at + 1, "-") && scan.is(at + 2, "led") && pieces[at + 2].glued;
    const bool governs =
        at + 1 < context.end && classes_of(pieces[at + 1]) & kAfterPerson && !is_capitalised(pieces[at + 1]);
    if ((led || governs) && pieces[at].shape == Shape::Title && !taken[at] && classes == 0 &&
        at != context.begin) {
      hits.push_back({at, at + 1, Label::Person, led ? "rule:led-by" : "rule:administration"});
    }
  }
}

void NameRules::find_acronyms(std::string_view text, const std::vector<Piece>& pieces,
                              const PieceSet& brackets, const SentenceContext& context,
                              std::vector<AcronymHit>& hits) const {
  if (context.end < context.begin + 5) return;
  static const std::vector<std::uint8_t> kNone;
  const Scan scan{text, pieces, context, kNone};
  const std::uint32_t last = context.end - 2;
  for (std::uint32_t at = brackets.next(context.begin + 2, last); at < last;
       at = brackets.next(at + 1, last)) {
    if (!scan.is(at + 2, ")")) continue;
    const std::string_view acronym = scan.word(at + 1);
    if (pieces[at + 1].shape != Shape::Upper || acronym.size() < 2 || acronym.size() > 8) continue;
    // The letters are the first letters of the words before the bracket; small words may be passed over.
    std::size_t letters = acronym.size();
    std::uint32_t begin = at;
    while (begin > context.begin && letters > 0 && at - begin < kLongestLongForm) {
      const std::string_view word = scan.word(begin - 1);
      if (is_capitalised(pieces[begin - 1])) {
        const std::size_t first = letters_of(word, acronym.substr(0, letters));
        if (first == letters) break;
        letters = first;
      } else if (!is_one_of(word, {"of", "the", "and", "for", "on", "in", "to", "de", "-", "&"})) {
        break;
      }
      --begin;
    }
    if (letters != 0 || !is_capitalised(pieces[begin])) continue;
    const bool led =
        classes_of(pieces[begin]) & kOrganisation || classes_of(pieces[begin + 1]) & kOrganisation;
    const bool other = !led && classes_of(pieces[at - 1]) & kNotOrganisation;
    hits.push_back({begin, at, at + 1, other ? Label::Misc : Label::Organization});
  }
}

}  // namespace textmill::entity_tagger
