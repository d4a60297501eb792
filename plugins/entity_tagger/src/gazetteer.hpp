// Lists of names: those the plugin ships and those a user brings.
//
// A list is tab-separated text, one name a line: NAME, LABEL, and optionally an ID for linking. Lines that
// start with # and empty lines are passed over.
//
//   Asim Munir	PERSON	Q123
//   Acme Corp.	ORGANIZATION
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entity.hpp"
#include "flat_array.hpp"
#include "name_trie.hpp"
#include "piece.hpp"
#include "piece_set.hpp"
#include "word_bits.hpp"

namespace textmill::entity_tagger {

/// Which spellings of a name count.
enum class CaseMode : std::uint8_t {
  Exact,  ///< as it is written in the list
  Smart,  ///< a name needs a capital where its first one is; acronyms need all of theirs
  Insensitive
};

struct GazetteerHit {
  std::uint32_t begin = 0, end = 0;  ///< pieces
  std::uint32_t entry = 0;
};

class Gazetteer {
 public:
  struct Entry {
    std::uint64_t name_begin = 0;  ///< in the list's own text; the id stands behind the name
    std::uint32_t name_size = 0, id_size = 0;
    std::uint32_t custom_label = 0xFFFFFFFF;
    Label label = Label::Misc;
    Shape shape = Shape::Title;
    bool starts_plain = false;  ///< with a word in lower case: "van Gogh"
    std::uint8_t unused = 0;    ///< no byte of an image is left to chance
  };

  Gazetteer(const std::string& name, CaseMode mode) : source_("gazetteer:" + name), mode_(mode) {}

  /// A list read before, from its image, which must outlive it; no list can be added.
  Gazetteer(const std::string& name, CaseMode mode, std::string_view image);

  /// The lists as the constructor above takes them, for a plugin of the same build and the same case mode.
  std::string image() const;

  /// Adds the names of a list. `file` is for messages. `default_label` serves lines without a label; labels
  /// that are not the layer's own are kept in `custom`. What is odd but no error (a name twice, a very
  /// short or all lower-case common word) is told in `warnings`, ten at most.
  /// Throws textmill::Error with file and line for invalid UTF-8 or a line without a name.
  void add_list(std::string_view list, const std::string& file, std::string_view default_label,
                std::vector<std::string>& custom, std::vector<std::string>& warnings);

  /// The pieces without a capital that a name may start with; words with one may always.
  const WordBits& plain_starts() const { return plain_starts_; }

  /// Drops those of `starts` where no name stands, as far as that is quickly told.
  void narrow(const std::vector<Piece>& pieces, PieceSet& starts) const { trie_.narrow(pieces, starts); }

  /// Longest names in pieces [begin, end), left to right, without overlap; `starts` has at least all pieces
  /// where one may stand.
  void find(std::string_view text, const std::vector<Piece>& pieces, const PieceSet& starts,
            std::uint32_t begin, std::uint32_t end, std::vector<GazetteerHit>& hits) const;

  const Entry& entry(std::uint32_t index) const { return entries_[index]; }
  std::string_view name_of(std::uint32_t index) const {
    return text_at(entries_[index].name_begin, entries_[index].name_size);
  }
  std::string_view id_of(std::uint32_t index) const {
    const Entry& entry = entries_[index];
    return text_at(entry.name_begin + entry.name_size, entry.id_size);
  }
  std::size_t size() const { return entries_.size(); }
  /// "gazetteer:NAME"
  const std::string& source() const { return source_; }

 private:
  struct Reading;
  template <class Self, class Image>
  static void pass(Self& self, Image& image);
  std::string_view text_at(std::size_t begin, std::size_t size) const {
    return {names_.data() + begin, size};
  }
  void add_line(std::string_view line, Reading& reading);
  bool fits(std::string_view text, const std::vector<Piece>& pieces, const GazetteerHit& hit) const;

  std::string source_;
  CaseMode mode_;
  bool constant_ = false;  ///< all below is an image
  NameTrie trie_;
  WordBits plain_starts_;
  FlatArray<Entry> entries_;
  FlatArray<char> names_;
};

}  // namespace textmill::entity_tagger
