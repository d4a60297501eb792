// One summary over many documents: what each adds, and the text they make together.
//
// A document adds the sentences that its own summary would have, and its title. Of a group these make one
// article, the first sentences of all documents before the second ones, so that what is said early counts as
// in a single text; that article is summarized like any other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "article.hpp"
#include "summarizer.hpp"

namespace textmill::summarizer {

/// A sentence that has left its document.
struct LooseSentence {
  std::string text;
  std::vector<Span> words;  ///< from the sentence's begin
  BlockKind kind = BlockKind::Paragraph;
  bool opens_block = false;
  bool closes_block = false;
};

/// What one document adds to its group.
struct GroupPart {
  std::string group;
  std::string language;                  ///< an ISO 639-1 code; empty if nobody told
  std::vector<LooseSentence> sentences;  ///< in reading order
};

/// The title of `article`, and all of its body if that has `most` sentences or fewer, else those of
/// `summary`.
GroupPart part_of(const Article& article, const Summary& summary, std::uint32_t most, std::string group);

std::string pack(const GroupPart& part);
/// Throws Error if the bytes are not what `pack` makes.
GroupPart unpack(std::string_view bytes);

/// Gathers the parts of documents in the order they come, and summarizes each group. Memory grows with the
/// groups and not with their documents: a group that has gathered more than kMaxSentences is cut back to the
/// better half.
class Groups {
 public:
  static constexpr std::size_t kMaxSentences = 4000;

  explicit Groups(Options options) : options_(std::move(options)), summarizer_(options_) {}

  void take(std::string_view id, GroupPart part);

  /// Sentences held, of all groups.
  std::size_t gathered() const;

  /// {"groups": [{"group", "documents", "sentences": [{"text", "id", "rank", "score", "reasons"}]}]}, groups
  /// in the order of their first documents.
  std::string to_json();

 private:
  struct Gathered {
    LooseSentence sentence;
    std::uint32_t document = 0;  ///< in the group, from 0
    std::uint32_t place = 0;     ///< in its document
    std::string id;
  };
  struct Group {
    std::string name;
    std::string language;
    std::uint32_t documents = 0;
    std::vector<Gathered> sentences;
  };

  /// The sentences of a group as one article over `text`, and sorted as there.
  static Article article_of(Group& group, std::string& text);
  void cut_back(Group& group);

  Options options_;
  Summarizer summarizer_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<Group> groups_;
};

}  // namespace textmill::summarizer
