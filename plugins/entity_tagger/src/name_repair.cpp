#include "name_repair.hpp"

#include <algorithm>
#include <span>

#include "textmill/text/fold.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr int kPersonType = static_cast<int>(Label::Person), kPlaceType = static_cast<int>(Label::Location);
constexpr float kSurelyPerson = 0.8f, kDoubtful = 0.5f;

bool is_acronym(const Piece& piece) { return piece.shape == Shape::Upper && piece.span.size() > 1; }

bool is_place(const Listed& listed, std::uint32_t at) { return listed[at] == listed_as(Label::Location); }

void cut_person(const std::vector<Piece>& pieces, const Listed& listed, ModelHit& hit) {
  if (hit.type != kPersonType) return;
  for (std::uint32_t at = hit.begin + 1; at < hit.end; ++at) {
    // Between capitals only there is nothing to tell an acronym by.
    const bool acronym = is_acronym(pieces[at]) && !is_acronym(pieces[at - 1]) && listed[at] != kUnlisted;
    const bool place = hit.score < kDoubtful && at >= hit.begin + 2 && is_place(listed, at);
    if (acronym || place) hit.end = at;
  }
}

/// The end of the listed place that a hit begins with; its begin if there is none.
std::uint32_t end_of_listed_place(const Listed& listed, const ModelHit& hit) {
  std::uint32_t end = hit.begin;
  while (end < hit.end && is_place(listed, end)) ++end;
  return end;
}

void cut_place(const std::vector<Piece>& pieces, const Listed& listed, ModelHit& hit) {
  if (hit.type != kPlaceType) return;
  const std::uint32_t end = end_of_listed_place(listed, hit);
  if (end == hit.begin) return;
  for (std::uint32_t at = end; at < hit.end; ++at) {
    if (pieces[at].kind != PieceKind::Word || pieces[at].shape != Shape::Lower) return;
  }
  hit.end = end;
}

void prefer_listed_place(const Listed& listed, ModelHit& hit) {
  if (hit.type != kPersonType || hit.end - hit.begin != 1 || hit.score >= kSurelyPerson) return;
  if (is_place(listed, hit.begin)) hit.type = kPlaceType;
}

bool is_quotation_mark(std::string_view text, const Piece& piece) {
  const std::string_view mark = text_of(text, piece.span);
  return mark == "\"" || mark == "\u201C" || mark == "\u201D" || mark == "'" || mark == "\u2018" ||
         mark == "\u2019";
}

/// 'James "Jim" Kowalczyk': how many of the hits behind `hit` belong to the same name, two at most.
std::size_t hits_behind_nickname(std::string_view text, const std::vector<Piece>& pieces, const ModelHit& hit,
                                 std::span<const ModelHit> behind) {
  const std::uint32_t mark = hit.end;
  if (hit.type != kPersonType || behind.empty() || mark + 3 >= pieces.size() || pieces[mark].glued) return 0;
  if (!is_quotation_mark(text, pieces[mark]) || !is_quotation_mark(text, pieces[mark + 2])) return 0;
  if (!is_capitalised(pieces[mark + 1])) return 0;
  const auto is_rest = [&](const ModelHit& other) {
    const bool over_the_mark = other.begin == mark + 1 && other.end > mark + 3;
    return other.type == kPersonType && (other.begin == mark + 3 || over_the_mark);
  };
  if (is_rest(behind[0])) return 1;
  return behind.size() > 1 && behind[0].begin == mark + 1 && is_rest(behind[1]) ? 2 : 0;
}

void join_nicknames(std::string_view text, const std::vector<Piece>& pieces, std::vector<ModelHit>& hits) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    ModelHit hit = hits[i];
    const std::size_t more = hits_behind_nickname(text, pieces, hit, std::span(hits).subspan(i + 1));
    if (more > 0) {
      i += more;
      hit.end = hits[i].end;
      hit.score = std::min(hit.score, hits[i].score);
    }
    hits[kept++] = hit;
  }
  hits.resize(kept);
}

bool is_dash(std::string_view text, const Piece& piece) {
  const std::string_view mark = text_of(text, piece.span);
  return mark == "-" || mark == "\u2013" || mark == "\u2014" || mark == "/";
}

/// The dash that joins two listed names and belongs to none; hit.end if there is none.
std::uint32_t joining_dash(std::string_view text, const std::vector<Piece>& pieces, const Listed& listed,
                           const ModelHit& hit) {
  for (std::uint32_t at = hit.begin + 1; at + 1 < hit.end; ++at) {
    if (listed[at] == kUnlisted && listed[at - 1] != kUnlisted && listed[at + 1] != kUnlisted &&
        is_dash(text, pieces[at]))
      return at;
  }
  return hit.end;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

/// Takes the digits off the front of what follows a team's name; false if there are none.
bool take_goals(std::string_view& text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  text = trimmed(text.substr(digits));
  return digits > 0;
}

/// True if two names with `between` between them and `behind` behind the second are a match.
bool is_match(std::string_view between, std::string_view behind) {
  const auto ends = [&] { return behind.empty() || behind == "." || behind[0] == '('; };
  for (const std::string_view word : {"at", "AT", "v", "v.", "vs", "vs."}) {
    if (between == word) return ends();
  }
  return take_goals(between) && (between.empty() || between == ",") && take_goals(behind) && ends();
}

bool is_function_word(std::string_view text, const Piece& piece, const text::FunctionWords& function_words) {
  return function_words.contains(text::fold(text_of(text, piece.span)));
}

/// What ties names together and opens or closes none. A capital inside a sentence is meant: "La Paz".
bool is_tie(std::string_view text, const Piece& piece, const text::FunctionWords& function_words) {
  if (piece.kind != PieceKind::Word || is_plain(piece)) return true;
  return piece.sentence_start && is_function_word(text, piece, function_words);
}

/// Without the pieces at its ends that begin or end no name; true if there were any.
bool cut_ties(std::string_view text, const std::vector<Piece>& pieces, const Listed& listed,
              const text::FunctionWords& function_words, ModelHit& hit) {
  const ModelHit whole = hit;
  const auto is_loose = [&](std::uint32_t at) {
    return listed[at] == kUnlisted && is_tie(text, pieces[at], function_words);
  };
  while (hit.begin < hit.end && is_loose(hit.begin)) ++hit.begin;
  while (hit.begin < hit.end && is_loose(hit.end - 1)) --hit.end;
  return hit.begin != whole.begin || hit.end != whole.end;
}

/// "Wien zahlen Kunden": a listed place ends before a word in lower case.
void end_behind_listed_place(const std::vector<Piece>& pieces, const Listed& listed, ModelHit& hit) {
  const std::uint32_t end = end_of_listed_place(listed, hit);
  if (end > hit.begin && end < hit.end && is_plain(pieces[end])) hit.end = end;
}

bool has_function_word(std::string_view text, const std::vector<Piece>& pieces,
                       const text::FunctionWords& function_words, const ModelHit& hit) {
  return std::any_of(pieces.begin() + hit.begin, pieces.begin() + hit.end, [&](const Piece& piece) {
    return is_plain(piece) && is_function_word(text, piece, function_words);
  });
}

}  // namespace

void take_places_for_teams(std::string_view text, Span sentence, std::span<Entity> entities,
                           std::uint8_t highest) {
  constexpr std::size_t kCountryCode = 2;
  constexpr auto kTeams = 2;
  Span teams[kTeams];
  int count = 0;
  for (const Entity& entity : entities) {
    if (!is_name(entity.label) || (count > 0 && entity.span.begin < teams[count - 1].end)) continue;
    if (count == kTeams || (count == 0 && entity.span.begin != sentence.begin)) return;
    teams[count++] = entity.span;
  }
  if (count < kTeams || !is_match(trimmed(text_of(text, {teams[0].end, teams[1].begin})),
                                  trimmed(text_of(text, {teams[1].end, sentence.end}))))
    return;
  const auto is_country = [&](Span span) {
    return std::any_of(entities.begin(), entities.end(),
                       [&](const Entity& e) { return e.span == span && e.id.size() == kCountryCode; });
  };
  for (Entity& entity : entities) {
    if (entity.label != Label::Location || entity.priority > highest || is_country(entity.span)) continue;
    entity.label = Label::Organization;
    entity.id = {};
  }
}

void cut_foreign_names(std::string_view text, const std::vector<Piece>& pieces, const Listed& listed,
                       const text::FunctionWords& function_words, std::vector<ModelHit>& hits) {
  std::erase_if(hits, [&](ModelHit& hit) {
    const bool was_cut = cut_ties(text, pieces, listed, function_words, hit);
    end_behind_listed_place(pieces, listed, hit);
    if (hit.begin == hit.end) return true;
    return hit.score < kDoubtful && (was_cut || has_function_word(text, pieces, function_words, hit));
  });
}

void repair_names(std::string_view text, const std::vector<Piece>& pieces, const Listed& listed,
                  std::vector<ModelHit>& hits) {
  join_nicknames(text, pieces, hits);
  std::vector<ModelHit> repaired;
  repaired.reserve(hits.size());
  for (ModelHit hit : hits) {
    for (;;) {
      cut_person(pieces, listed, hit);
      cut_place(pieces, listed, hit);
      prefer_listed_place(listed, hit);
      const std::uint32_t dash = joining_dash(text, pieces, listed, hit);
      repaired.push_back(hit);
      if (dash == hit.end) break;
      repaired.back().end = dash;
      hit.begin = dash + 1;
    }
  }
  hits.swap(repaired);
}

}  // namespace textmill::entity_tagger
