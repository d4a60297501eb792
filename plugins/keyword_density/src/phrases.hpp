// The phrases to look for, and finding them in words.
//
//   PhraseSet set("en");
//   set.add("Asim Munir US visit", Matching::Forms);
//   Vocabulary vocabulary("en", &set.keys());
//   read_words(source, vocabulary, words);
//   Finder(set).find(words, source.text, found);
//
// All phrases are found in one pass: a trie over word keys, entered at each word that starts a phrase.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary.hpp"
#include "words.hpp"

namespace textmill::keyword_density {

enum class Matching : std::uint8_t {
  Exact,  ///< the words as given, in order; only case, accents and invisible characters may differ
  Forms,  ///< inflected too; articles and possessives may stand between, hyphens may join
  Loose,  ///< all content words in one sentence, in any order
};

struct Phrase {
  std::string label;                ///< as given, without quotes and extra blanks
  std::uint32_t words = 0;          ///< in the phrase as given
  std::uint32_t content_words = 0;  ///< without function words, unless there are only those
  bool only_function_words = false;
};

/// Words [first, end) of a document that are an occurrence of a phrase.
struct Occurrence {
  std::uint32_t phrase = 0;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

/// Does not change once it is filled: any thread may then search with it.
class PhraseSet {
 public:
  explicit PhraseSet(std::string_view language);
  /// Shares the keys of `vocabulary`, which must intern everything and outlive the set: for the phrases of
  /// one document.
  explicit PhraseSet(Vocabulary& vocabulary);
  ~PhraseSet();
  PhraseSet(const PhraseSet&) = delete;  // finders point at it
  PhraseSet& operator=(const PhraseSet&) = delete;

  /// Adds a phrase and returns its number. In double quotes it is Exact, whatever `matching` says. A text
  /// without a word gives a phrase that is never found.
  std::uint32_t add(std::string_view text, Matching matching);
  /// Another wording that counts as phrase number `phrase`.
  void add_synonym(std::uint32_t phrase, std::string_view text, Matching matching);

  std::uint32_t size() const { return static_cast<std::uint32_t>(phrases_.size()); }
  const Phrase& operator[](std::uint32_t i) const { return phrases_[i]; }
  const KeyTable& keys() const { return vocabulary_->keys(); }

 private:
  friend class Finder;
  using Node = std::uint32_t;
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

  struct Edge {
    Node from = 0;
    Key key = kNoKey;
    Node to = 0;  // 0: empty slot
  };
  struct Wording {
    std::uint32_t phrase = 0;
    Matching matching = Matching::Forms;
    std::uint32_t parts = 1;           // Loose: words that must be there, each found on its own
    std::vector<std::string> spelled;  // Exact: the folded words
  };
  struct Terminal {
    std::uint32_t wording = 0;
    std::uint32_t part = 0;
    std::uint32_t shout = 0;        // bit i: word i must stand among capitals
    std::uint32_t next = kNowhere;  // further terminal at the same node
  };
  struct PatternWord;

  using Pattern = std::vector<PatternWord>;

  Words read_phrase(std::string_view text);
  Pattern pattern_of(std::string_view text, Phrase& phrase);
  Phrase add_wording(std::uint32_t phrase, std::string_view text, Matching matching);
  void insert_variants(const Pattern& pattern, Terminal terminal);
  void insert_joined(const Pattern& pattern, Terminal terminal);
  std::uint32_t insert_parts(const Pattern& pattern, bool all, Terminal terminal);
  void insert(const std::vector<Key>& keys, Terminal terminal);
  Node child(Node from, Key key) const;
  Node first(Key key) const { return key < first_.size() ? first_[key] : 0; }
  Node make_child(Node from, Key key);
  Node make_node();
  static std::uint64_t hash_of(Node from, Key key);
  std::size_t slot_of(Node from, Key key) const;
  void hint(const Edge& edge);
  void grow();

  std::unique_ptr<Vocabulary> own_;  // empty if the vocabulary is shared
  Vocabulary* vocabulary_;
  std::vector<Phrase> phrases_;
  std::vector<Wording> wordings_;
  std::vector<Edge> edges_ = std::vector<Edge>(64);  // open addressing, a power of two
  std::size_t edge_count_ = 0;
  std::vector<std::uint32_t> terminal_at_ = {kNowhere, kNowhere};  // by node; node 0 is none
  std::vector<Terminal> terminals_;
  std::vector<Node> first_;  // by key: the node behind the root; 0: no phrase begins with it
  std::vector<std::uint64_t> hints_ =
      std::vector<std::uint64_t>(8);  // a bit for each edge by its hash: most look-ups fail, and end here
};

/// Finds the phrases of a set in documents, one after the other. For one thread; the set must outlive it.
class Finder {
 public:
  explicit Finder(const PhraseSet& set);

  /// Replaces `found` by the occurrences in `words`, by first word. Occurrences of one phrase do not
  /// overlap; those of different phrases may. `text` is the text the words are of.
  void find(const Words& words, std::string_view text, std::vector<Occurrence>& found);

 private:
  struct State {
    PhraseSet::Node node;
    std::uint32_t word;   // next to read
    std::uint32_t skips;  // articles passed over since the last one
    bool changed;         // articles passed over, or a hyphenated word taken as one, anywhere
  };
  struct PartHit {
    std::uint32_t wording;
    std::uint32_t part;
    std::uint32_t first;
    std::uint32_t end;
  };

  const Compound& compound_at(std::uint32_t word) const;
  void walk(std::uint32_t first, State state);
  void step(const State& state);
  void arrive(const State& state, std::uint32_t first);
  bool is_spelled(const PhraseSet::Wording& wording, std::uint32_t first, std::uint32_t end) const;
  bool shouts(std::uint32_t mask, std::uint32_t first) const;
  void emit(std::uint32_t phrase, std::uint32_t first, std::uint32_t end);
  void finish_sentence();
  void emit_loose(const PartHit* begin, const PartHit* end);

  const PhraseSet& set_;
  const Words* words_ = nullptr;
  std::string_view text_;
  std::vector<Occurrence>* found_ = nullptr;
  std::vector<State> stack_;
  std::vector<PartHit> parts_;
  std::vector<std::uint32_t> free_from_;  // by phrase: first word that is not taken yet
  std::vector<std::uint32_t> touched_;    // phrases whose entry in free_from_ is not 0
};

}  // namespace textmill::keyword_density
