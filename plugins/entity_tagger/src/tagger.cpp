#include "tagger.hpp"

#include <algorithm>

#include "addresses.hpp"
#include "builtin_data.hpp"
#include "builtin_images.hpp"
#include "textmill/options.hpp"
#include "word_hash.hpp"

namespace textmill::entity_tagger {
namespace {

/// Which source wins where two have found the same span.
enum Priority : std::uint8_t {
  kByRepetition,
  kByNameRule,
  kByBuiltinList,
  kByModel,
  kByExplanation,  ///< a long form and its acronym, which are of one kind
  kBySureList,     ///< acronyms and longer names of our lists: context changes their kind hardly ever
  kByNumbers,
  kByAddress,
  kByUserRule,
  kByUserList
};

/// "on 5 Aug." at the end of a sentence: the stop ends the sentence. "at 5 p.m." keeps its own.
bool ends_with_one_stop(std::string_view text) {
  return text.size() > 2 && text.back() == '.' && text[text.size() - 3] != '.' &&
         text[text.size() - 2] != ' ';
}

/// Moves along sorted spans; true if `place` lies in one of them.
class SpanCursor {
 public:
  explicit SpanCursor(const std::vector<Span>& spans) : spans_(spans) {}
  bool covers(std::uint32_t place) {
    while (at_ < spans_.size() && spans_[at_].end <= place) ++at_;
    return at_ < spans_.size() && spans_[at_].begin <= place;
  }

 private:
  const std::vector<Span>& spans_;
  std::size_t at_ = 0;
};

/// Moves along the quotation marks of a sentence.
class QuotationMarks {
 public:
  QuotationMarks(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t begin)
      : text_(text), pieces_(pieces), begin_(begin), at_(begin) {}

  /// "It was 1910": true if the mark at the end of an amount closes a quotation, or stands behind more than a
  /// screen measures: it is no inches. Amounts are asked for from left to right.
  bool close(const Expression& amount) {
    constexpr double kMostInches = 120;
    if (amount.label != Label::Quantity || !is_mark(amount.end - 1)) return false;
    for (; at_ < amount.begin; ++at_) {
      const bool behind_number =
          at_ > begin_ && pieces_[at_].glued && pieces_[at_ - 1].kind == PieceKind::Number;
      if (is_mark(at_)) open_ = !open_ && !behind_number;
    }
    return open_ || amount.amount > kMostInches;
  }

 private:
  bool is_mark(std::uint32_t at) const { return text_of(text_, pieces_[at].span) == "\""; }

  std::string_view text_;
  const std::vector<Piece>& pieces_;
  std::uint32_t begin_, at_;
  bool open_ = false;  ///< at at_
};

/// What the findings of a sentence depend on beside its words; `foreign` are those of the language.
std::uint64_t seed_of(const Grammar* grammar, Day reference, const text::FunctionWords* foreign) {
  std::uint64_t seed = mix(number_of(reference) ^ text::PassageMemory::secret());
  seed = mix(seed ^ reinterpret_cast<std::uintptr_t>(grammar));
  return mix(seed ^ reinterpret_cast<std::uintptr_t>(foreign));
}

}  // namespace

TaggerModel::TaggerModel(TaggerOptions options) : options_(std::move(options)), grammars_(options_.language) {
  for (std::size_t i = 0; i < kLabels; ++i) {
    const auto label = static_cast<Label>(i);
    wanted_[i] =
        options_.types.empty() || std::count(options_.types.begin(), options_.types.end(), label) != 0;
    (is_name(label) ? wants_names_ : wants_numbers_) |= wanted_[i] && label < Label::Url;
  }
  if (!options_.model_path.empty() && wants_names_) {
    names_ = std::make_unique<NamesModel>(options_.model_path);
    names_memory_ = std::make_unique<RegionMemory>(RegionMemory::kBits, options_.names_memory);
  }
  if (options_.builtin_names && wants_names_) builtin_.push_back(builtin_names());
  if (options_.name_rules && wants_names_) rules_ = std::make_unique<NameRules>(builtin_name_words());
  read_user_files();
}

void TaggerModel::read_user_files() {
  for (UserFile& list : options_.gazetteers) {
    Gazetteer gazetteer(list.name, options_.case_mode);
    gazetteer.add_list(list.text, list.file, options_.default_label, custom_labels_, warnings_);
    std::string().swap(list.text);
    user_.push_back(std::move(gazetteer));
  }
  for (const UserFile& file : options_.rules) user_rules_.emplace_back(file.text, file.file, custom_labels_);
}

Tagger::Tagger(const TaggerModel& model)
    : model_(model),
      asks_everywhere_(model.names_ || !model.user_rules_.empty() || model.wants(Label::Phone) ||
                       model.wants(Label::Ip)) {
  if (model.names_)
    network_ = std::make_unique<NamesNetwork>(*model.names_, best_dense(), model.names_memory_.get());
}

const std::vector<Entity>& Tagger::tag(const TaggerInput& input) {
  entities_.clear();
  explanations_.clear();
  strings_.clear();
  const Grammar* const grammar = split(input);
  const Day reference = input.reference.year ? input.reference : model_.options_.reference;
  read_language(input.language);
  listed_.assign(pieces_.size(), kUnlisted);
  find_sentences(input);
  recall_sentences(input, seed_of(grammar, reference, foreign_words_));
  find_starts();
  expressions_.clear();
  if (grammar) {
    numbers_.read(*grammar, reference, input.text, pieces_, number_starts_);
    numbers_.find(new_sentences_, expressions_);
  }
  numbers_end_ = expressions_.cbegin();
  for (Sentence& sentence : sentences_) {
    const PieceRange pieces = sentence.pieces;
    if (sentence.answer.known) {
      SentenceMemory::add(sentence.answer, input.text, pieces_[pieces.begin].span.begin, strings_, entities_,
                          explanations_);
    } else {
      tag_sentence(input, pieces.begin, pieces.end);
    }
    sentence.entities = static_cast<std::uint32_t>(entities_.size());
    sentence.explanations = static_cast<std::uint32_t>(explanations_.size());
  }
  keep_sentences(input);
  for (const Entity& address : input.addresses) {
    if (!model_.wants(address.label)) continue;
    entities_.push_back(address);
    entities_.back().priority = kByAddress;
  }
  finish(input);
  return entities_;
}

/// Looks all sentences up.
void Tagger::recall_sentences(const TaggerInput& input, std::uint64_t seed) {
  new_sentences_.clear();
  for (Sentence& sentence : sentences_) {
    const auto [begin, end] = sentence.pieces;
    sentence.key = SentenceMemory::key_of(input.text, std::span(pieces_).subspan(begin, end - begin), seed);
    memory_.expect(sentence.key);
  }
  for (Sentence& sentence : sentences_) {
    sentence.answer = memory_.recall(sentence.key);
    if (!sentence.answer.known) new_sentences_.push_back(sentence.pieces);
  }
}

/// After all that was known has been made use of.
void Tagger::keep_sentences(const TaggerInput& input) {
  std::uint32_t entity = 0, explanation = 0;
  for (const Sentence& sentence : sentences_) {
    const auto [begin, end] = sentence.pieces;
    // What came several times in this document is kept once.
    if (sentence.answer.is_wanted && !memory_.recall(sentence.key).known)
      memory_.keep(sentence.key, input.text, {pieces_[begin].span.begin, pieces_[end - 1].span.end},
                   std::span(entities_).subspan(entity, sentence.entities - entity),
                   std::span(explanations_).subspan(explanation, sentence.explanations - explanation));
    entity = sentence.entities;
    explanation = sentence.explanations;
  }
}

/// The names model has learned English.
void Tagger::read_language(std::string_view of_document) {
  const std::string& option = model_.options_.language;
  const std::string_view language = option.empty() || option == "auto" ? of_document : option;
  foreign_words_ = nullptr;
  if (!network_ || language.empty() || language == "en") return;
  foreign_words_ = &function_words_.try_emplace(std::string(language), language).first->second;
}

/// The pieces of the sentences where names and numbers are looked for.
void Tagger::find_sentences(const TaggerInput& input) {
  constexpr std::uint32_t kStride = 8;  // most sentences are longer
  const auto count = static_cast<std::uint32_t>(pieces_.size());
  SpanCursor skipped(input.skipped);
  std::uint32_t at = 0;
  sentences_.clear();
  parts_.clear();
  const auto sentence = [&](std::uint32_t end_byte) {
    const std::uint32_t begin = at;
    while (at + kStride < count && pieces_[at + kStride].span.begin < end_byte) at += kStride;
    std::uint32_t more = 0;  // counted, as nobody could foresee where to stop
    for (std::uint32_t i = at, stop = std::min(at + kStride, count); i < stop; ++i)
      more += pieces_[i].span.begin < end_byte;
    at += more;
    if (begin == at || skipped.covers(pieces_[begin].span.begin)) return;
    pieces_[begin].sentence_start = true;
    sentences_.emplace_back().pieces = {begin, at};
    if (parts_.empty() || parts_.back().end != begin) parts_.push_back({begin, begin});
    parts_.back().end = at;
  };
  for (const Span& span : input.sentences) sentence(span.end);
  sentence(static_cast<std::uint32_t>(input.text.size()) + 1);
}

/// Makes the pieces and their marks; gives the grammar for the document, null if no numbers are wanted.
const Grammar* Tagger::split(const TaggerInput& input) {
  const BuiltinGrammars& grammars = model_.grammars_;
  const Grammar* grammar = model_.wants_numbers_ ? grammars.grammar_of(input.language) : nullptr;
  const bool is_unknown = model_.wants_numbers_ && !grammar;
  if (is_unknown) grammar = &grammars.first();
  split_pieces(input.text, input.tokens, marker_for(grammar), pieces_);
  if (!is_unknown) return grammar;
  const Grammar* const likeliest = &grammars.likeliest(pieces_);
  if (likeliest != grammar) split_pieces(input.text, input.tokens, marker_for(likeliest), pieces_);
  return likeliest;
}

const Marker& Tagger::marker_for(const Grammar* grammar) {
  const auto [known, is_new] = markers_.try_emplace(grammar, grammar);
  if (is_new) {
    for (const Gazetteer& list : model_.builtin_) known->second.add(list, kListedStart);
    for (const Gazetteer& list : model_.user_) known->second.add(list, kUserListedStart);
    if (model_.rules_) known->second.add(*model_.rules_);
  }
  return known->second;
}

/// Most words of a text begin nothing: what may is known before the sentences are looked at.
void Tagger::find_starts() {
  collect_marks(pieces_, marks_);
  if (model_.wants_names_) capitals_.fill(marks_, kCapital);
  for (const Sentence& sentence : sentences_) {
    if (sentence.answer.known)
      std::fill(marks_.begin() + sentence.pieces.begin, marks_.begin() + sentence.pieces.end,
                std::uint8_t{0});
  }
  list_starts_.resize(model_.builtin_.size() + model_.user_.size());
  auto starts = list_starts_.begin();
  const auto find = [&](const std::vector<Gazetteer>& lists, Mark mark) {
    for (const Gazetteer& list : lists) {
      starts->fill(marks_, mark);
      list.narrow(pieces_, *starts++);
    }
  };
  find(model_.builtin_, kListedStart);
  find(model_.user_, kUserListedStart);
  number_starts_.fill(marks_, kNumberStart);
  if (!model_.wants_names_) return;
  long_words_.fill(marks_, kLongWord);
  long_capitals_.fill(marks_, kLongCapital);
  if (model_.rules_) {
    rule_words_.fill(marks_, kRuleWord);
    // Most that share a slot with a rule's word go by a look at its bits, which needs no jump.
    rule_words_.keep([&words = model_.rules_->words(), all = pieces_.data()](std::uint32_t at) {
      return words.may_have(all[at].hash);
    });
    rule_words_.keep([this](std::uint32_t at) { return model_.rules_->is_rule_word(pieces_[at]); });
  }
  brackets_.fill(marks_, kBracket);
  name_starts_.fill_before(capitals_);
}

SentenceContext Tagger::context_of(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t capitals = long_capitals_.count(begin, end);
  if (capitals < 3) return {begin, end, false};
  return sentence_context(begin, end, long_words_.count(begin, end), capitals);
}

/// False if nothing can be found in a sentence: no expression was, and what else there is begins with pieces
/// that are not there.
bool Tagger::may_have_entities(std::uint32_t begin, std::uint32_t end) const {
  if (numbers_end_ != expressions_.end() && numbers_end_->begin < end) return true;
  for (const PieceSet& starts : list_starts_) {
    if (starts.next(begin, end) != end) return true;
  }
  return model_.rules_ && (rule_words_.next(begin, end) != end || brackets_.next(begin, end) != end);
}

void Tagger::tag_sentence(const TaggerInput& input, std::uint32_t begin, std::uint32_t end) {
  if (!asks_everywhere_ && !may_have_entities(begin, end)) return;
  const std::size_t first = entities_.size();
  add_numbers(input, begin, end);
  find_written_addresses(input, begin, end);
  drop_numbers_of_phones(input, first, begin, end);
  auto starts = list_starts_.cbegin();
  for (const Gazetteer& list : model_.builtin_)
    find_listed(input, list, *starts++, kByBuiltinList, begin, end);
  for (const Gazetteer& list : model_.user_) find_listed(input, list, *starts++, kByUserList, begin, end);
  if (network_ || model_.rules_) {
    if (network_) find_by_model(input, context_of(begin, end));
    if (model_.rules_) find_by_rules(input, begin, end);
  }
  if (!model_.user_rules_.empty()) find_by_user_rules(input, first, begin, end);
  sort_entities(entities_, first);
  const Span sentence{pieces_[begin].span.begin, pieces_[end - 1].span.end};
  take_places_for_teams(input.text, sentence, std::span(entities_).subspan(first), kBySureList);
}

Entity& Tagger::add(std::uint32_t begin, std::uint32_t end, Label label, std::uint8_t priority,
                    std::string_view source) {
  Entity& entity = entities_.emplace_back();
  entity.span = {pieces_[begin].span.begin, pieces_[end - 1].span.end};
  entity.label = label;
  entity.priority = priority;
  entity.source = source;
  return entity;
}

/// Symbols of units differ by case: "5G" is a network rather than five grams, "5M" five million rather than
/// metres. The capital, or 0.
char Tagger::capital_symbol(std::string_view text, const Expression& expression) const {
  if (expression.label != Label::Quantity || expression.end - expression.begin != 2) return 0;
  const std::string_view symbol = text_of(text, pieces_[expression.end - 1].span);
  return symbol == "G" || symbol == "M" ? symbol[0] : '\0';
}

void Tagger::add_numbers(const TaggerInput& input, std::uint32_t begin, std::uint32_t end) {
  QuotationMarks marks(input.text, pieces_, begin);
  numbers_begin_ = numbers_end_;
  for (; numbers_end_ != expressions_.end() && numbers_end_->begin < end; ++numbers_end_) {
    const Expression& expression = *numbers_end_;
    const char symbol = capital_symbol(input.text, expression);
    const Label label = symbol == 'M' ? Label::Cardinal : expression.label;
    if (!model_.wants(label) || symbol == 'G' || marks.close(expression)) continue;
    Entity& entity = add(expression.begin, expression.end, label, kByNumbers, expression.source);
    entity.norm = symbol == 'M' ? strings_.keep(plain_number(expression.amount * 1e6)) : expression.norm;
    if (expression.end == end && ends_with_one_stop(text_of(input.text, entity.span))) --entity.span.end;
  }
}

void Tagger::find_written_addresses(const TaggerInput& input, std::uint32_t begin, std::uint32_t end) {
  const bool phones = model_.wants(Label::Phone), ips = model_.wants(Label::Ip);
  if (!phones && !ips) return;
  const std::size_t before = entities_.size();
  find_addresses(input.text, pieces_, begin, end, phones, ips, strings_, entities_);
  for (std::size_t i = before; i < entities_.size(); ++i) entities_[i].priority = kByAddress;
}

/// Who does not ask for telephone numbers does not want their parts as numbers either. `first`: the
/// sentence's first entity so far.
void Tagger::drop_numbers_of_phones(const TaggerInput& input, std::size_t first, std::uint32_t begin,
                                    std::uint32_t end) {
  const auto is_number = [](const Entity& e) { return e.label == Label::Cardinal; };
  const auto numbers = entities_.begin() + static_cast<std::ptrdiff_t>(first);
  if (model_.wants(Label::Phone) || std::count_if(numbers, entities_.end(), is_number) < 2) return;
  const auto may_be_part = [&](const Entity& e) {
    return is_number(e) && may_be_part_of_phone(input.text, e.span);
  };
  if (std::none_of(numbers, entities_.end(), may_be_part)) return;
  phones_.clear();
  find_addresses(input.text, pieces_, begin, end, true, false, strings_, phones_);
  std::erase_if(phones_, [&](const Entity& e) { return !is_surely_phone(text_of(input.text, e.span)); });
  const auto is_part = [&](const Entity& e) {  // telephones stand from left to right without overlap
    const auto phone = std::partition_point(phones_.begin(), phones_.end(),
                                            [&](const Entity& p) { return p.span.end <= e.span.begin; });
    return is_number(e) && phone != phones_.end() && phone->span.contains(e.span);
  };
  entities_.erase(std::remove_if(numbers, entities_.end(), is_part), entities_.end());
}

void Tagger::find_listed(const TaggerInput& input, const Gazetteer& list, const PieceSet& starts,
                         std::uint8_t priority, std::uint32_t begin, std::uint32_t end) {
  hits_.clear();
  list.find(input.text, pieces_, starts, begin, end, hits_);
  for (const GazetteerHit& hit : hits_) {
    const Gazetteer::Entry& entry = list.entry(hit.entry);
    std::fill(listed_.begin() + hit.begin, listed_.begin() + hit.end, listed_as(entry.label));
    if (entry.custom_label == 0xFFFFFFFF && !model_.wants(entry.label)) continue;
    const bool sure = priority == kByBuiltinList && (entry.shape == Shape::Upper || hit.end - hit.begin > 1);
    Entity& entity =
        add(hit.begin, hit.end, entry.label, sure ? std::uint8_t{kBySureList} : priority, list.source());
    entity.custom_label = entry.custom_label;
    entity.id = list.id_of(hit.entry);
    entity.score = priority == kByUserList ? 1.0f : 0.9f;
    if (priority == kByUserList) entity.canonical = list.name_of(hit.entry);
  }
}

void Tagger::find_by_model(const TaggerInput& input, const SentenceContext& context) {
  model_hits_.clear();
  network_->find(input.text, pieces_, context, model_hits_);
  if (foreign_words_) {
    for (ModelHit& hit : model_hits_) end_before_number(hit);
    cut_foreign_names(input.text, pieces_, listed_, *foreign_words_, model_hits_);
  }
  repair_names(input.text, pieces_, {context.begin, context.end}, listed_, model_hits_);
  for (const ModelHit& hit : model_hits_) {
    if (crosses_number(hit)) continue;
    const auto label = static_cast<Label>(hit.type);  // both count PERSON, ORGANIZATION, LOCATION from 0
    if (model_.wants(label)) add(hit.begin, hit.end, label, kByModel, "model").score = hit.score;
  }
}

/// "16,4 Millionen kanadische Dollar weniger": a name does not begin or end within an amount.
bool Tagger::crosses_number(const ModelHit& hit) const {
  // They stand left to right without overlap, so the first that may cross is the first to end behind its
  // begin.
  auto number = std::partition_point(numbers_begin_, numbers_end_,
                                     [&](const Expression& e) { return e.end <= hit.begin; });
  for (; number != numbers_end_ && number->begin < hit.end; ++number) {
    const bool begins_within = number->begin < hit.begin && number->end < hit.end;
    const bool ends_within = hit.begin < number->begin && hit.end < number->end;
    if (begins_within || ends_within) return true;
  }
  return false;
}

/// "Patrick Weber am Freitag": what ends with a date or an amount ends before it and its preposition.
void Tagger::end_before_number(ModelHit& hit) const {
  const auto number = std::partition_point(numbers_begin_, numbers_end_,
                                           [&](const Expression& e) { return e.end < hit.end; });
  if (number != numbers_end_ && number->end == hit.end && number->begin > hit.begin) {
    hit.end = number->begin;
    while (hit.end > hit.begin + 1 && is_plain(pieces_[hit.end - 1])) --hit.end;
  }
}

void Tagger::find_by_rules(const TaggerInput& input, std::uint32_t begin, std::uint32_t end) {
  name_hits_.clear();
  if (!network_ && rule_words_.next(begin, end) != end)
    model_.rules_->find(input.text, pieces_, name_starts_, rule_words_, context_of(begin, end), listed_,
                        name_hits_);
  for (const NameHit& hit : name_hits_) {
    add(hit.begin, hit.end, hit.label, kByNameRule, hit.source).score = 0.8f;
  }
  acronym_hits_.clear();
  model_.rules_->find_acronyms(input.text, pieces_, brackets_, {begin, end, false}, acronym_hits_);
  for (const AcronymHit& hit : acronym_hits_) {
    const Span full = add(hit.begin, hit.end, hit.label, kByExplanation, "rule:acronym").span;
    Entity& acronym = add(hit.acronym, hit.acronym + 1, hit.label, kByExplanation, "rule:acronym");
    acronym.canonical = text_of(input.text, full);
    explanations_.push_back({acronym.span, full, hit.label});
  }
}

/// `first`: the sentence's first entity so far.
void Tagger::find_by_user_rules(const TaggerInput& input, std::size_t first, std::uint32_t begin,
                                std::uint32_t end) {
  labels_.resize(pieces_.size());
  std::fill(labels_.begin() + begin, labels_.begin() + end, std::int8_t{-1});
  for (std::size_t i = first; i < entities_.size(); ++i) {
    const Span span = entities_[i].span;
    auto piece = std::lower_bound(pieces_.begin() + begin, pieces_.begin() + end, span.begin,
                                  [](const Piece& p, std::uint32_t byte) { return p.span.begin < byte; });
    for (; piece != pieces_.begin() + end && piece->span.end <= span.end; ++piece) {
      labels_[static_cast<std::size_t>(piece - pieces_.begin())] =
          static_cast<std::int8_t>(entities_[i].label);
    }
  }
  for (const TokenRules& rules : model_.user_rules_) {
    rule_hits_.clear();
    rules.find(input.text, pieces_, begin, end, labels_, rule_hits_);
    for (const RuleHit& hit : rule_hits_) {
      const TokenRule& rule = rules.rules()[hit.rule];
      if (rule.custom_label == 0xFFFFFFFF && !model_.wants(rule.label)) continue;
      Entity entity;
      entity.span = hit.span;
      entity.label = rule.label;
      entity.custom_label = rule.custom_label;
      entity.priority = kByUserRule;
      entity.source = rule.source;
      entity.id = rule.entity_id;
      entities_.push_back(entity);
    }
  }
}

void Tagger::finish(const TaggerInput& input) {
  acronyms_.clear();
  for (const Explanation& explanation : explanations_) {
    const auto [known, is_new] = acronyms_.insert(text_of(input.text, explanation.acronym));
    if (is_new) *known = {text_of(input.text, explanation.full), explanation.label};
  }
  if (model_.options_.coreference && network_) {
    cut_to_known_people(input.text, entities_);
    drop_common_words(pieces_, entities_);
  }
  if (network_) drop_doubted_names(entities_);
  resolve_overlaps(entities_, model_.options_.resolve);
  if (model_.options_.coreference && model_.wants_names_) {
    agree_on_labels(input.text, acronyms_, entities_);
    const auto found = static_cast<std::ptrdiff_t>(entities_.size());
    repeated_.add(input.text, pieces_, capitals_, parts_, acronyms_, entities_);
    if (entities_.begin() + found != entities_.end())
      std::inplace_merge(entities_.begin(), entities_.begin() + found, entities_.end());
    set_canonical(input.text, acronyms_, entities_);
  }
  const auto unwanted = [&](const Entity& e) {
    return e.custom_label == 0xFFFFFFFF && !model_.wants(e.label);
  };
  entities_.erase(std::remove_if(entities_.begin(), entities_.end(), unwanted), entities_.end());
}

}  // namespace textmill::entity_tagger
