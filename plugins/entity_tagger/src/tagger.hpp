// The entity tagger: numbers and dates by grammars, names by lists, rules and a trained model.
//
//   const TaggerModel model(options);          // once per process
//   Tagger tagger(model);                      // once per worker
//   for (const Entity& e : tagger.tag(input)) ...
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "builtin_grammars.hpp"
#include "coreference.hpp"
#include "entity.hpp"
#include "gazetteer.hpp"
#include "grammar.hpp"
#include "marker.hpp"
#include "name_repair.hpp"
#include "name_rules.hpp"
#include "names_model.hpp"
#include "names_network.hpp"
#include "normal_form.hpp"
#include "number_finder.hpp"
#include "piece.hpp"
#include "piece_set.hpp"
#include "resolve.hpp"
#include "sentence_memory.hpp"
#include "string_store.hpp"
#include "token_rules.hpp"

namespace textmill::entity_tagger {

/// A list of names or a rule file a user brings.
struct UserFile {
  std::string file;  ///< for messages
  std::string text;  ///< its content
  std::string name;  ///< of the source feature
};

struct TaggerOptions {
  std::vector<Label> types;       ///< those wanted; none: all
  std::string language = "auto";  ///< of the grammar; auto: by the document
  Resolve resolve = Resolve::Longest;
  Day reference;              ///< for documents that bring none
  bool coreference = true;    ///< repeated names and the canonical form
  bool builtin_names = true;  ///< the lists the plugin ships
  bool name_rules = true;
  CaseMode case_mode = CaseMode::Smart;  ///< of the user's lists
  std::string default_label = "MISC";    ///< of their lines without one
  std::vector<UserFile> gazetteers;
  std::vector<UserFile> rules;   ///< rule files, see token_rules.hpp
  std::string model_path;        ///< of the names model; empty: names by lists and rules only
  void* names_memory = nullptr;  ///< for a RegionMemory of all workers; null: the model's own
};

class TaggerModel {
 public:
  /// Throws textmill::Error if a gazetteer or a grammar cannot be read.
  explicit TaggerModel(TaggerOptions options);

  const TaggerOptions& options() const { return options_; }
  /// Labels of the user's own, in the order of Entity::custom_label.
  const std::vector<std::string>& custom_labels() const { return custom_labels_; }
  /// What was odd about the user's lists.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  friend class Tagger;

  void read_user_files();
  bool wants(Label label) const { return wanted_[static_cast<std::size_t>(label)]; }

  TaggerOptions options_;
  BuiltinGrammars grammars_;
  std::vector<Gazetteer> builtin_;
  std::vector<Gazetteer> user_;
  std::unique_ptr<NameRules> rules_;
  std::unique_ptr<NamesModel> names_;
  std::unique_ptr<RegionMemory> names_memory_;  ///< the workers' common one
  std::vector<TokenRules> user_rules_;
  std::vector<std::string> custom_labels_;
  std::vector<std::string> warnings_;
  bool wanted_[kLabels] = {};
  bool wants_names_ = false, wants_numbers_ = false;
};

/// What is known of a document. All spans are in order.
struct TaggerInput {
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<Span> sentences;    ///< none: all of the text is one
  std::vector<Span> skipped;      ///< parts where nothing is tagged: page furniture
  std::vector<Entity> addresses;  ///< URLs and mail addresses the segmenter found
  std::string_view language;      ///< code, empty if unknown
  Day reference;                  ///< the document's own day
};

class Tagger {
 public:
  /// `model` must outlive the tagger. One thread at a time.
  explicit Tagger(const TaggerModel& model);

  /// The entities of a document in layer order; valid until the next call.
  const std::vector<Entity>& tag(const TaggerInput& input);

  /// Of the last document: its sentences that were looked at, and those of them that had been met before.
  std::size_t sentences() const { return sentences_.size(); }
  std::size_t sentences_known() const { return sentences_.size() - new_sentences_.size(); }

 private:
  /// A sentence of the document and what is known of it.
  struct Sentence {
    PieceRange pieces;
    std::uint64_t key = 0;
    SentenceMemory::Answer answer;
    std::uint32_t entities = 0, explanations = 0;  ///< ends of its findings
  };

  void find_sentences(const TaggerInput& input);
  void recall_sentences(const TaggerInput& input, std::uint64_t seed);
  void keep_sentences(const TaggerInput& input);
  bool may_have_entities(std::uint32_t begin, std::uint32_t end) const;
  void tag_sentence(const TaggerInput& input, std::uint32_t begin, std::uint32_t end);
  char capital_symbol(std::string_view text, const Expression& expression) const;
  void add_numbers(const TaggerInput& input, std::uint32_t begin, std::uint32_t end);
  void find_written_addresses(const TaggerInput& input, std::uint32_t begin, std::uint32_t end);
  void drop_numbers_of_phones(const TaggerInput& input, std::size_t first, std::uint32_t begin,
                              std::uint32_t end);
  const Grammar* split(const TaggerInput& input);
  const Marker& marker_for(const Grammar* grammar);
  void find_starts();
  void read_language(std::string_view of_document);
  void find_listed(const TaggerInput& input, const Gazetteer& list, const PieceSet& starts,
                   std::uint8_t priority, std::uint32_t begin, std::uint32_t end);
  SentenceContext context_of(std::uint32_t begin, std::uint32_t end) const;
  void find_by_model(const TaggerInput& input, const SentenceContext& context);
  void end_before_number(ModelHit& hit) const;
  bool crosses_number(const ModelHit& hit) const;
  void find_by_rules(const TaggerInput& input, std::uint32_t begin, std::uint32_t end);
  void find_by_user_rules(const TaggerInput& input, std::size_t first, std::uint32_t begin,
                          std::uint32_t end);
  void finish(const TaggerInput& input);
  Entity& add(std::uint32_t begin, std::uint32_t end, Label label, std::uint8_t priority,
              std::string_view source);

  const TaggerModel& model_;
  const bool asks_everywhere_;                                 ///< there are sources that look at all pieces
  std::map<std::string, text::FunctionWords> function_words_;  ///< of the languages met so far
  const text::FunctionWords* foreign_words_ = nullptr;         ///< null: the document is English or unknown
  std::vector<Piece> pieces_;
  std::map<const Grammar*, Marker> markers_;
  std::vector<std::uint8_t> marks_;      ///< of the pieces
  PieceSet capitals_;                    ///< words with a capital
  PieceSet long_words_, long_capitals_;  ///< words of four bytes or more
  PieceSet name_starts_;                 ///< those with a capital and the pieces before them
  PieceSet number_starts_, rule_words_, brackets_;
  std::vector<PieceSet> list_starts_;  ///< for each list, ours first
  std::vector<Entity> entities_;
  std::vector<Explanation> explanations_;
  NumberFinder numbers_;
  std::vector<Expression> expressions_;
  std::vector<Expression>::const_iterator numbers_begin_, numbers_end_;  ///< those of the sentence
  std::vector<Sentence> sentences_;
  std::vector<PieceRange> new_sentences_;  ///< those of which nothing is known
  SentenceMemory memory_;
  std::vector<PieceRange> parts_;  ///< sentences side by side, none of them skipped
  std::vector<GazetteerHit> hits_;
  std::vector<NameHit> name_hits_;
  std::vector<AcronymHit> acronym_hits_;
  std::unique_ptr<NamesNetwork> network_;
  std::vector<ModelHit> model_hits_;
  std::vector<RuleHit> rule_hits_;
  std::vector<std::int8_t> labels_;  ///< label found at each piece, for rules that ask for it
  Listed listed_;                    ///< pieces a list knows
  Acronyms acronyms_;
  RepeatedNames repeated_;
  std::vector<Entity> phones_;  ///< of the sentence, where they are not wanted
  StringStore strings_;         ///< of the entities
};

}  // namespace textmill::entity_tagger
