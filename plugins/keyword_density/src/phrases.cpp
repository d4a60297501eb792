#include "phrases.hpp"

#include <algorithm>

#include "textmill/text/fold.hpp"
#include "textmill/text/utf8.hpp"
#include "textmill/text/words.hpp"

namespace textmill::keyword_density {
namespace {

constexpr std::size_t kMostVariants = 16;  // of one wording
constexpr std::size_t kMostWordsToJoin = 4;

bool is_quote(char32_t c) {
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB;
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return s;
}

/// Takes double quotes off, straight or curly, if both are there.
bool unquote(std::string_view& s) {
  if (s.empty()) return false;
  const text::Decoded first = text::decode(s, 0);
  const text::Decoded last = text::decode_before(s, s.size());
  if (s.size() < first.length + last.length || !is_quote(first.code_point) || !is_quote(last.code_point))
    return false;
  s = trim(s.substr(first.length, s.size() - first.length - last.length));
  return true;
}

std::string single_spaced(std::string_view s) {
  std::string out;
  for (const char c : s) {
    const bool space = static_cast<unsigned char>(c) <= ' ';
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

/// "mueller" for "Müller" and "muller" for "Mueller": how German names are written without umlauts.
std::string umlaut_variant(std::string_view word, std::string_view folded, bool german) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const text::Decoded d = text::decode(word, at);
    const bool umlaut = d.code_point == 0xE4 || d.code_point == 0xF6 || d.code_point == 0xFC ||
                        d.code_point == 0xC4 || d.code_point == 0xD6 || d.code_point == 0xDC;
    text::fold_append(word.substr(at, d.length), out);
    if (umlaut) out += 'e';
    at += d.length;
  }
  if (out != folded || !german) return out == folded ? std::string() : out;
  for (const std::string_view pair : {"ae", "oe", "ue"}) {
    for (std::size_t at = 0; (at = out.find(pair, at)) != std::string::npos; ++at) out.erase(at + 1, 1);
  }
  return out == folded ? std::string() : out;
}

}  // namespace

/// One word of a wording: the keys that stand for it.
struct PhraseSet::PatternWord {
  std::vector<Key> keys;
  Key shouted = kNoKey;  // only among capitals
  std::uint8_t flags = 0;
  bool function = false;  // an acronym is none
  bool glued = false;     // nothing between it and the word before
  std::string folded;
  std::string spelled;  // folded, with the hyphen behind it
};

namespace {

/// Words written without blanks, in groups with blanks between: the parts of a query in Chinese or Japanese.
template <class Pattern>
bool has_separate_ideographs(const Pattern& pattern) {
  const auto groups =
      std::count_if(pattern.begin(), pattern.end(), [](const auto& word) { return !word.glued; });
  return groups > 1 && static_cast<std::size_t>(groups) < pattern.size();
}

/// Takes off what a phrase can do without: function words at its ends (if two content words stay, articles
/// always) and articles inside, which may stand there or not.
template <class Pattern>
void drop_light_words(Pattern& pattern, std::uint32_t content_words) {
  const auto light = [&](const auto& word) {
    return word.function && ((word.flags & kDeterminer) || content_words >= 2);
  };
  const auto first = std::find_if_not(pattern.begin(), pattern.end(), light);
  pattern.erase(pattern.begin(), first);
  while (!pattern.empty() && light(pattern.back())) pattern.pop_back();
  std::erase_if(pattern, [](const auto& word) { return word.function && (word.flags & kDeterminer); });
}

}  // namespace

PhraseSet::PhraseSet(std::string_view language)
    : own_(std::make_unique<Vocabulary>(language)), vocabulary_(own_.get()) {
  own_->intern_everything();
}
PhraseSet::PhraseSet(Vocabulary& vocabulary) : vocabulary_(&vocabulary) {}
PhraseSet::~PhraseSet() = default;

std::uint32_t PhraseSet::add(std::string_view text, Matching matching) {
  phrases_.emplace_back();
  phrases_.back() = add_wording(size() - 1, text, matching);
  return size() - 1;
}

void PhraseSet::add_synonym(std::uint32_t phrase, std::string_view text, Matching matching) {
  add_wording(phrase, text, matching);
}

std::vector<PhraseSet::PatternWord> PhraseSet::pattern_of(std::string_view text, Phrase& phrase) {
  const Words words = read_phrase(text);
  const bool small_letters =
      std::none_of(words.words.begin(), words.words.end(), [](const Word& w) { return w.flags & kUpper; });
  std::vector<PatternWord> pattern;
  for (const Word& word : words.words) {
    PatternWord p;
    p.keys.push_back(word.key);
    p.flags = word.flags;
    p.glued = &word != words.words.data() && (&word)[-1].span.end == word.span.begin;
    const std::string_view spelling = text_of(text, word.span);
    p.folded = text::fold(spelling);
    const auto number = static_cast<std::uint32_t>(&word - words.words.data());
    append_spelling(text, words, number, number + 1 == words.words.size(), p.spelled);
    if (word.other != word.key) {
      if (word.marks & kShout)
        p.keys.push_back(word.other);
      else
        p.shouted = word.other;
    }
    // Who types a phrase in small letters means acronyms too.
    if (small_letters && (word.flags & kFunction)) p.keys.push_back(vocabulary_->learn_key("^" + p.folded));
    const std::string variant = umlaut_variant(spelling, p.folded, vocabulary_->language() == "de");
    if (!variant.empty()) p.keys.push_back(vocabulary_->learn_key(variant));
    p.function = (word.flags & kFunction) && p.keys[0] == word.key && !(word.flags & kUpper);
    phrase.words += !(word.flags & kInner);
    phrase.content_words += !(word.flags & kInner) && !p.function;
    pattern.push_back(std::move(p));
  }
  phrase.only_function_words = phrase.content_words == 0 && phrase.words > 0;
  if (phrase.only_function_words) phrase.content_words = phrase.words;
  return pattern;
}

/// Reads a phrase as texts are read, so that names such as C++ come out the same.
Words PhraseSet::read_phrase(std::string_view text) {
  std::vector<text::Token> tokens;
  text::TokenOptions options;
  options.language = vocabulary_->language();
  text::tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, options, tokens);
  std::vector<Span> spans;
  std::vector<std::uint32_t> labels;
  for (const text::Token& token : tokens) {
    spans.push_back(token.span);
    labels.push_back(static_cast<std::uint32_t>(token.kind));
  }
  Words words;
  read_words({text, spans, labels, kSegmenterKinds, {}, {}}, *vocabulary_, words);
  return words;
}

Phrase PhraseSet::add_wording(std::uint32_t number, std::string_view text, Matching matching) {
  text = trim(text);
  if (unquote(text)) matching = Matching::Exact;
  Phrase phrase;
  std::vector<PatternWord> pattern = pattern_of(text, phrase);
  phrase.label = single_spaced(text);
  if (pattern.empty()) return phrase;
  Wording wording{number, matching, 1, {}};
  const Terminal terminal{static_cast<std::uint32_t>(wordings_.size()), 0, 0, kNowhere};
  if (matching == Matching::Exact) {
    for (PatternWord& word : pattern) wording.spelled.push_back(std::move(word.spelled));
    insert_variants(pattern, terminal);
  } else if (matching == Matching::Loose || has_separate_ideographs(pattern)) {
    wording.matching = Matching::Loose;
    wording.parts = insert_parts(pattern, phrase.only_function_words, terminal);
  } else {
    if (!phrase.only_function_words) drop_light_words(pattern, phrase.content_words);
    insert_variants(pattern, terminal);
    insert_joined(pattern, terminal);
  }
  wordings_.push_back(std::move(wording));
  return phrase;
}

/// All choices of one key for each word, up to a limit; what is beyond it takes the first key.
void PhraseSet::insert_variants(const Pattern& pattern, Terminal terminal) {
  struct Variant {
    std::vector<Key> keys;
    std::uint32_t shout = 0;
  };
  std::vector<Variant> variants(1);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::size_t before = variants.size();
    for (std::size_t v = 0; v < before; ++v) {
      const auto branch = [&](Key key, std::uint32_t shout) {
        if (variants.size() == kMostVariants) return;
        Variant other = variants[v];
        other.keys.push_back(key);
        other.shout |= shout;
        variants.push_back(std::move(other));
      };
      for (std::size_t k = 1; k < pattern[i].keys.size(); ++k) branch(pattern[i].keys[k], 0);
      if (pattern[i].shouted != kNoKey && i < 32) branch(pattern[i].shouted, 1u << i);
      variants[v].keys.push_back(pattern[i].keys[0]);
    }
  }
  for (const Variant& variant : variants) {
    terminal.shout = variant.shout;
    insert(variant.keys, terminal);
  }
}

/// "solarpanel" for "solar panel", "email marketing" for "e-mail marketing": neighbours written as one.
void PhraseSet::insert_joined(const Pattern& pattern, Terminal terminal) {
  if (pattern.size() > kMostWordsToJoin) return;
  for (std::size_t i = 0; i + 1 < pattern.size(); ++i) {
    if (pattern[i].function || pattern[i + 1].function || (pattern[i + 1].flags & kNumber)) continue;
    std::vector<Key> keys;
    for (std::size_t k = 0; k < pattern.size(); ++k) {
      if (k != i + 1) keys.push_back(pattern[k].keys[0]);
    }
    keys[i] = vocabulary_->learn_key(pattern[i].folded + pattern[i + 1].folded);
    insert(keys, terminal);
  }
}

/// Each content word (a run of ideographs is one) as a pattern of its own. Returns how many there are.
std::uint32_t PhraseSet::insert_parts(const Pattern& pattern, bool all, Terminal terminal) {
  for (std::size_t i = 0; i < pattern.size();) {
    std::size_t end = i + 1;
    while (end < pattern.size() && pattern[end].glued) ++end;
    if (all || !pattern[i].function) {
      insert_variants(Pattern(pattern.begin() + static_cast<std::ptrdiff_t>(i),
                              pattern.begin() + static_cast<std::ptrdiff_t>(end)),
                      terminal);
      ++terminal.part;
    }
    i = end;
  }
  return terminal.part;
}

void PhraseSet::insert(const std::vector<Key>& keys, Terminal terminal) {
  if (std::find(keys.begin(), keys.end(), kNoKey) != keys.end()) return;
  if (first_.size() <= keys[0]) first_.resize(keys[0] + 1 + keys[0] / 2);
  if (first_[keys[0]] == 0) first_[keys[0]] = make_node();
  Node node = first_[keys[0]];
  for (std::size_t i = 1; i < keys.size(); ++i) node = make_child(node, keys[i]);
  terminal.next = terminal_at_[node];
  terminal_at_[node] = static_cast<std::uint32_t>(terminals_.size());
  terminals_.push_back(terminal);
}

std::uint64_t PhraseSet::hash_of(Node from, Key key) {
  return ((static_cast<std::uint64_t>(from) << 32) | key) * 0x9E3779B97F4A7C15;
}

std::size_t PhraseSet::slot_of(Node from, Key key) const {
  std::size_t i = (hash_of(from, key) >> 32) & (edges_.size() - 1);
  while (edges_[i].to != 0 && (edges_[i].from != from || edges_[i].key != key)) {
    i = (i + 1) & (edges_.size() - 1);
  }
  return i;
}

PhraseSet::Node PhraseSet::child(Node from, Key key) const {
  if (key == kNoKey) return 0;
  const std::size_t bit = (hash_of(from, key) >> 28) & (hints_.size() * 64 - 1);
  if (!(hints_[bit / 64] >> (bit % 64) & 1)) return 0;
  return edges_[slot_of(from, key)].to;
}

PhraseSet::Node PhraseSet::make_node() {
  terminal_at_.push_back(kNowhere);
  return static_cast<Node>(terminal_at_.size() - 1);
}

PhraseSet::Node PhraseSet::make_child(Node from, Key key) {
  std::size_t slot = slot_of(from, key);
  if (edges_[slot].to != 0) return edges_[slot].to;
  if (++edge_count_ * 2 > edges_.size()) {
    grow();
    slot = slot_of(from, key);
  }
  edges_[slot] = {from, key, make_node()};
  hint(edges_[slot]);
  return edges_[slot].to;
}

void PhraseSet::hint(const Edge& edge) {
  const std::size_t bit = (hash_of(edge.from, edge.key) >> 28) & (hints_.size() * 64 - 1);
  hints_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

void PhraseSet::grow() {
  std::vector<Edge> old(edges_.size() * 2);
  old.swap(edges_);
  hints_.assign(edges_.size() / 8, 0);  // eight bits a slot
  for (const Edge& edge : old) {
    if (edge.to == 0) continue;
    edges_[slot_of(edge.from, edge.key)] = edge;
    hint(edge);
  }
}

}  // namespace textmill::keyword_density
