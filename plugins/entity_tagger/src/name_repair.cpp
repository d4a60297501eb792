#include "name_repair.hpp"

#include <algorithm>
#include <span>

#include "company_form.hpp"
#include "textmill/text/fold.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr int kPersonType = static_cast<int>(Label::Person),
              kOrganizationType = static_cast<int>(Label::Organization),
              kPlaceType = static_cast<int>(Label::Location);
constexpr float kSure = 0.8f, kDoubtful = 0.5f;

bool is_acronym(const Piece& piece) { return piece.shape == Shape::Upper && piece.span.size() > 1; }

bool is_place(const Listed& listed, std::uint32_t at) { return listed[at] == listed_as(Label::Location); }

void cut_person(const std::vector<Piece>& pieces, const Listed& listed, ModelHit& hit) {
  if (hit.type != kPersonType) return;
  if (hit.end - hit.begin > 1 && pieces[hit.end - 1].kind == PieceKind::Number) --hit.end;  // "Mark 5"
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

std::string_view words_of(std::string_view text, const std::vector<Piece>& pieces, const ModelHit& hit) {
  return text_of(text, {pieces[hit.begin].span.begin, pieces[hit.end - 1].span.end});
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "Acme, Inc.": what behind a company's name belongs to it, with commas and stops. Who has it is a company,
/// even if the model was in doubt.
void add_company_forms(std::string_view text, const std::vector<Piece>& pieces, PieceRange sentence,
                       ModelHit& hit) {
  if (hit.type != kOrganizationType) return;
  const auto is_mark = [&](std::uint32_t at, std::string_view mark) {
    return at < sentence.end && text_of(text, pieces[at].span) == mark;
  };
  for (;;) {
    const std::uint32_t at = hit.end + is_mark(hit.end, ",");
    if (at >= sentence.end || !is_capitalised(pieces[at])) break;
    if (!is_company_form(text_of(text, pieces[at].span))) break;
    hit.end = at + 1;
    hit.end += is_mark(hit.end, ".") && pieces[hit.end].glued;
  }
  const std::string_view name = words_of(text, pieces, hit);
  if (without_company_form(name).size() < name.size()) hit.score = std::max(hit.score, kSure);
}

constexpr std::string_view kTies[] = {"of", "the", "and", "in",   "to",  "for",
                                      "at", "on",  "by",  "with", "from"};

/// "Swiss", "Southern": what is left of "Swiss villa" and "Southern states" is no name.
bool is_adjective(std::string_view text, const std::vector<Piece>& pieces, const Listed& listed,
                  const ModelHit& hit) {
  if (hit.end - hit.begin != 1) return false;
  return listed[hit.begin] == listed_as(Label::Misc) ||
         text_of(text, pieces[hit.begin].span).ends_with("ern");
}

/// What is in lower case beside a name with a capital is no part of it. If what is left is no name, the hit
/// is empty.
void cut_lower_case(std::string_view text, const std::vector<Piece>& pieces, const Listed& listed,
                    ModelHit& hit) {
  constexpr std::string_view kGroups[] = {
      "party",  "movement",  "group",     "network",    "militia",  "company",    "corporation", "team",
      "club",   "newspaper", "magazine",  "agency",     "airline",  "government", "army",        "police",
      "forces", "troops",    "officials", "supporters", "fighters", "rebels",     "resistance",  "coalition"};
  if (std::none_of(pieces.begin() + hit.begin, pieces.begin() + hit.end, is_capitalised)) return;
  const std::uint32_t size = hit.end - hit.begin;
  const auto word = [&](std::uint32_t at) { return text_of(text, pieces[at].span); };
  const auto is_outside = [&](std::uint32_t at) {  // names of bands and people end in lower case on the web
    return is_plain(pieces[at]) && (hit.type == kPlaceType || is_one_of(word(at), kTies) ||
                                    (hit.type == kOrganizationType && is_one_of(word(at), kGroups)));
  };
  while (is_outside(hit.end - 1)) --hit.end;
  while (hit.type != kPersonType && is_plain(pieces[hit.begin])) ++hit.begin;
  if (hit.end - hit.begin < size && is_adjective(text, pieces, listed, hit)) hit.end = hit.begin;
}

bool is_initial(std::string_view word) {
  return word.size() <= 2 && word[0] >= 'A' && word[0] <= 'Z' && (word.size() == 1 || word[1] == '.');
}

/// "V K Choudhry": initials before a person's name, back to piece `first` at most. "I" and "A" alone are
/// words.
void add_initials(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t first,
                  ModelHit& hit) {
  if (hit.type != kPersonType) return;
  std::uint32_t begin = hit.begin;
  while (begin > first && is_initial(text_of(text, pieces[begin - 1].span))) --begin;
  const std::string_view initial = text_of(text, pieces[begin].span);
  if (begin + 1 == hit.begin && (initial == "I" || initial == "A")) return;
  hit.begin = begin;
}

/// "Deputy President Kithure Kindiki": who has a title is a person.
void prefer_person_behind_title(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t first,
                                ModelHit& hit) {
  constexpr std::uint32_t kLongest = 3;
  constexpr std::string_view kTitles[] = {
      "mr",      "mr.",       "mrs",      "mrs.",    "ms",       "ms.",        "dr",      "dr.",
      "prof.",   "president", "minister", "senator", "governor", "general",    "gen.",    "judge",
      "justice", "sheikh",    "sen.",     "rep.",    "gov.",     "chancellor", "premier", "congressman",
      "colonel", "col.",      "captain",  "lt.",     "sgt.",     "professor"};
  if (hit.type == kPersonType || hit.begin == first || hit.end - hit.begin > kLongest) return;
  const auto is_title = [&](std::uint32_t at) {
    return is_capitalised(pieces[at]) && is_one_of(text::fold(text_of(text, pieces[at].span)), kTitles);
  };
  if (!is_title(hit.begin - 1)) return;
  const auto is_word_of_name = [](const Piece& p) {
    return p.shape == Shape::Title || p.shape == Shape::Mixed;
  };
  if (!std::all_of(pieces.begin() + hit.begin, pieces.begin() + hit.end, is_word_of_name)) return;
  hit.type = kPersonType;
  while (hit.begin + 1 < hit.end && is_title(hit.begin)) ++hit.begin;
}

/// "United boss Erik Lindqvist": alone it is no place.
void prefer_team(std::string_view text, const std::vector<Piece>& pieces, ModelHit& hit) {
  if (hit.type == kPlaceType && words_of(text, pieces, hit) == "United") hit.type = kOrganizationType;
}

/// True of what stands for no name though it is in capitals: a degree behind a person ("Samuel Ortiz, MD")
/// and a unit behind a number ("570 IU").
bool is_no_name(std::string_view text, const std::vector<Piece>& pieces, PieceRange sentence,
                const Listed& listed, const std::vector<ModelHit>& before, const ModelHit& hit) {
  constexpr std::string_view kDegrees[] = {"MD",  "PhD", "RN",  "CPA", "JD", "DO", "MBA",
                                           "DDS", "RD",  "MPH", "MS",  "MA", "BA", "DVM"};
  constexpr std::size_t kLongestUnit = 4;
  if (hit.type == kPersonType || hit.end - hit.begin != 1 || hit.begin == sentence.begin) return false;
  const std::string_view word = text_of(text, pieces[hit.begin].span),
                         left = text_of(text, pieces[hit.begin - 1].span);
  if (left == "," && !before.empty() && before.back().type == kPersonType &&
      before.back().end + 1 == hit.begin)
    return is_one_of(word, kDegrees);
  const bool ends = hit.end == sentence.end || pieces[hit.end].kind == PieceKind::Punctuation;
  return ends && pieces[hit.begin - 1].kind == PieceKind::Number && listed[hit.begin] == kUnlisted &&
         is_acronym(pieces[hit.begin]) && word.size() <= kLongestUnit;
}

/// "Chillicothe, OH": a hit for the code of a state or province behind a town; an empty one if there is none.
ModelHit state_behind(std::string_view text, const std::vector<Piece>& pieces, PieceRange sentence,
                      const ModelHit& town) {
  constexpr std::string_view kStates[] = {
      "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI",  "ID",  "IL", "IN", "IA",
      "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE",  "NV",  "NH", "NJ", "NM",
      "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX",  "UT",  "VT", "VA", "WA",
      "WV", "WI", "WY", "AB", "BC", "MB", "NB", "NS", "ON", "QC", "SK", "NSW", "QLD", "VIC"};
  const std::uint32_t comma = town.end, code = comma + 1;
  if (town.type != kPlaceType || code >= sentence.end || text_of(text, pieces[comma].span) != ",") return {};
  return is_one_of(text_of(text, pieces[code].span), kStates)
             ? ModelHit{code, code + 1, kPlaceType, town.score}
             : ModelHit{};
}

void prefer_listed_place(const Listed& listed, ModelHit& hit) {
  if (hit.type != kPersonType || hit.end - hit.begin != 1 || hit.score >= kSure) return;
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

/// What joins two names and belongs to none: a dash between listed ones, "province of" between two places,
/// the goals between two teams. At the end of the hit and empty if there is no such thing.
PieceRange joint_of(std::string_view text, const std::vector<Piece>& pieces, PieceRange sentence,
                    const Listed& listed, const ModelHit& hit) {
  const auto is_tie = [&](std::uint32_t at) { return is_one_of(text_of(text, pieces[at].span), kTies); };
  // No place has a number in it; an organisation may ("Channel 4 News"), but not before another one.
  const bool number_follows = hit.end < sentence.end && pieces[hit.end].kind == PieceKind::Number;
  const bool is_score = hit.type == kPlaceType || (hit.type == kOrganizationType && number_follows);
  for (std::uint32_t at = hit.begin + 1; at + 1 < hit.end; ++at) {
    const bool joins_listed =
        listed[at] == kUnlisted && listed[at - 1] != kUnlisted && listed[at + 1] != kUnlisted;
    if (joins_listed && is_dash(text, pieces[at])) return {at, at + 1};
    if (is_score && pieces[at].kind == PieceKind::Number) return {at, at + 1};
    if (hit.type != kPlaceType || !is_plain(pieces[at]) || is_tie(at)) continue;
    if (text_of(text, pieces[at + 1].span) != "of") continue;
    PieceRange joint{at, at + 2};
    while (joint.begin > hit.begin + 1 && is_plain(pieces[joint.begin - 1])) --joint.begin;
    while (joint.end < hit.end && is_plain(pieces[joint.end])) ++joint.end;
    if (joint.end < hit.end) return joint;
  }
  return {hit.end, hit.end};
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

/// Mends one hit that begins behind `before`; false if it turns out to be no name.
bool mend(std::string_view text, const std::vector<Piece>& pieces, PieceRange sentence, const Listed& listed,
          const std::vector<ModelHit>& before, ModelHit& hit) {
  const std::uint32_t first = before.empty() ? sentence.begin : before.back().end;
  cut_person(pieces, listed, hit);
  prefer_listed_place(listed, hit);
  if (is_no_name(text, pieces, sentence, listed, before, hit)) return false;
  cut_lower_case(text, pieces, listed, hit);
  if (hit.begin == hit.end) return false;
  add_company_forms(text, pieces, sentence, hit);
  add_initials(text, pieces, first, hit);
  prefer_person_behind_title(text, pieces, first, hit);
  prefer_team(text, pieces, hit);
  return true;
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
    if (entity.span == teams[0] || entity.span == teams[1]) entity.score = std::max(entity.score, kSure);
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

void repair_names(std::string_view text, const std::vector<Piece>& pieces, PieceRange sentence,
                  const Listed& listed, std::vector<ModelHit>& hits) {
  join_nicknames(text, pieces, hits);
  std::vector<ModelHit> repaired;
  repaired.reserve(hits.size());
  for (ModelHit hit : hits) {
    if (!repaired.empty() && hit.begin < repaired.back().end) continue;  // that name has grown into it
    while (mend(text, pieces, sentence, listed, repaired, hit)) {
      const PieceRange joint = joint_of(text, pieces, sentence, listed, hit);
      repaired.push_back(hit);
      if (joint.begin == hit.end) break;
      repaired.back().end = joint.begin;
      if (is_adjective(text, pieces, listed, repaired.back())) repaired.pop_back();
      hit.begin = joint.end;
    }
    if (repaired.empty()) continue;
    const ModelHit state = state_behind(text, pieces, sentence, repaired.back());
    if (state.end > 0) repaired.push_back(state);
  }
  hits.swap(repaired);
}

}  // namespace textmill::entity_tagger
