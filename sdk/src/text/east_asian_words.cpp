#include "east_asian_words.hpp"

#include <unicode/ucharstrie.h>
#include <unicode/udata.h>
#include <unicode/utypes.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>

#include "dictionary_words.hpp"

namespace textmill::text {
namespace {

constexpr char16_t kFirst = 0x3005;
constexpr char16_t kLast = 0x9FFF;
constexpr std::size_t kLongestWord = 20;  // characters
constexpr std::uint32_t kUnknown = 255;   // cost of a character that is no word
constexpr std::uint32_t kFar = 0xFFFFFFFF;

/// Characters that are their own normal form (NFKC) whatever stands around them.
bool is_plain(char16_t c) {
  return (c >= 0x4E00 && c <= kLast) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30A1 && c <= 0x30FE && c != 0x30FB) || (c >= 0x3400 && c <= 0x4DBF) || c == kFirst;
}

bool is_katakana(char16_t c) { return c >= 0x30A1 && c <= 0x30FE; }

/// What a run of katakana costs if it is taken for one word.
std::uint32_t katakana_cost(std::size_t length) {
  constexpr std::array<std::uint32_t, 9> kCosts = {8192, 984, 408, 240, 204, 252, 300, 372, 480};
  return length < kCosts.size() ? kCosts[length] : kCosts[0];
}

/// The cheapest way to each place in a run. Reused from one run to the next.
class Paths {
 public:
  void start(std::size_t length) {
    cost_.assign(length + 1, kFar);
    from_.assign(length + 1, 0);
    cost_[0] = 0;
  }

  void offer(std::size_t begin, std::size_t end, std::uint32_t cost) {
    if (cost_[begin] + cost >= cost_[end]) return;
    cost_[end] = cost_[begin] + cost;
    from_[end] = static_cast<std::uint32_t>(begin);
  }
  /// The ends of the words on the way to the end, in bytes.
  void ends(std::vector<std::size_t>& out) const {
    const std::size_t before = out.size();
    for (std::size_t at = cost_.size() - 1; at > 0; at = from_[at]) out.push_back(3 * at);
    std::reverse(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
  }

 private:
  std::vector<std::uint32_t> cost_;
  std::vector<std::uint32_t> from_;
};

/// Offers the words that begin at `at`, where `trie` stands behind their first character; true if that alone
/// is one.
bool offer_words(icu::UCharsTrie& trie, const std::u16string& characters, std::size_t at, Paths& paths) {
  bool single = false;
  UStringTrieResult match = trie.current();
  for (std::size_t end = at + 1;; match = trie.next(characters[end++])) {
    if (USTRINGTRIE_HAS_VALUE(match)) {
      paths.offer(at, end, static_cast<std::uint32_t>(trie.getValue()));
      single |= end == at + 1;
    }
    if (!USTRINGTRIE_HAS_NEXT(match) || end == characters.size() || end - at == kLongestWord) return single;
  }
}

/// Offers the run of katakana that begins at `at` as one word.
void offer_katakana(const std::u16string& characters, std::size_t at, Paths& paths) {
  std::size_t end = at + 1;
  while (end < characters.size() && end - at < kLongestWord && is_katakana(characters[end])) ++end;
  if (end - at < kLongestWord) paths.offer(at, end, katakana_cost(end - at));
}

/// The words in ICU's data file; null if there are none, or in another format.
const char16_t* open_words() {
  constexpr std::int32_t kTrieOffset = 0;
  constexpr std::int32_t kTrieType = 4;
  constexpr std::int32_t kCharacters = 1;
  constexpr std::int32_t kWithValues = 8;
  const auto is_known = [](void*, const char*, const char*, const UDataInfo* info) -> UBool {
    return info->size >= sizeof(UDataInfo) && std::memcmp(info->dataFormat, "Dict", 4) == 0 &&
           info->formatVersion[0] == 1 && info->isBigEndian == U_IS_BIG_ENDIAN && info->sizeofUChar == 2;
  };
  UErrorCode status = U_ZERO_ERROR;
  // open as long as the program runs
  static const icu::LocalUDataMemoryPointer file(udata_openChoice(
      U_ICUDATA_NAME U_TREE_SEPARATOR_STRING "brkitr", "dict", "cjdict", is_known, nullptr, &status));
  if (U_FAILURE(status)) return nullptr;
  const auto* indexes = static_cast<const std::int32_t*>(udata_getMemory(file.getAlias()));
  if ((indexes[kTrieType] & 7) != kCharacters || (indexes[kTrieType] & kWithValues) == 0) return nullptr;
  return reinterpret_cast<const char16_t*>(reinterpret_cast<const char*>(indexes) + indexes[kTrieOffset]);
}

}  // namespace

const EastAsianDictionary* EastAsianDictionary::get() {
  static const std::unique_ptr<const EastAsianDictionary> dictionary =
      []() -> std::unique_ptr<const EastAsianDictionary> {
    const char16_t* words = open_words();
    return words ? std::unique_ptr<const EastAsianDictionary>(new EastAsianDictionary(words)) : nullptr;
  }();
  return dictionary.get();
}

EastAsianDictionary::EastAsianDictionary(const char16_t* words)
    : words_(words), first_state_(kLast - kFirst + 1) {
  icu::UCharsTrie trie(words_);
  for (char32_t c = kFirst; c <= kLast; ++c) {
    if (USTRINGTRIE_MATCHES(trie.first(static_cast<std::int32_t>(c))))
      first_state_[c - kFirst] = trie.getState64();
  }
}

bool EastAsianDictionary::word_ends(std::string_view run, std::vector<std::size_t>& ends) const {
  thread_local std::u16string characters;
  thread_local Paths paths;
  if (!decode_three_bytes(run, characters) || !std::all_of(characters.begin(), characters.end(), is_plain))
    return false;
  paths.start(characters.size());
  icu::UCharsTrie trie(words_);
  for (std::size_t at = 0; at < characters.size(); ++at) {
    const std::uint64_t state = first_state_[characters[at] - kFirst];
    const bool single = state != 0 && offer_words(trie.resetToState64(state), characters, at, paths);
    if (!single) paths.offer(at, at + 1, kUnknown);
    if (is_katakana(characters[at]) && (at == 0 || !is_katakana(characters[at - 1])))
      offer_katakana(characters, at, paths);
  }
  paths.ends(ends);
  return true;
}

}  // namespace textmill::text
