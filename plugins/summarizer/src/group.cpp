#include "group.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>
#include <textmill/packed.hpp>
#include <tuple>

namespace textmill::summarizer {
namespace {

LooseSentence loosened(const Article& article, const Sentence& sentence) {
  LooseSentence loose{std::string(text_of(article.text, sentence.span)),
                      {},
                      sentence.kind,
                      sentence.opens_block,
                      sentence.closes_block};
  for (std::uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
    const Span word = article.words[w];
    loose.words.push_back({word.begin - sentence.span.begin, word.end - sentence.span.begin});
  }
  return loose;
}

/// Appends the sentence to an article over `text`, a line of its own.
void append(const LooseSentence& loose, std::uint32_t block, std::string& text, Article& article) {
  const auto begin = static_cast<std::uint32_t>(text.size());
  Sentence sentence;
  sentence.span = {begin, begin + static_cast<std::uint32_t>(loose.text.size())};
  sentence.first_word = static_cast<std::uint32_t>(article.words.size());
  for (const Span word : loose.words) article.words.push_back({begin + word.begin, begin + word.end});
  sentence.end_word = static_cast<std::uint32_t>(article.words.size());
  sentence.block = block;
  sentence.kind = loose.kind;
  sentence.opens_block = loose.opens_block;
  sentence.closes_block = loose.closes_block;
  article.sentences.push_back(sentence);
  (text += loose.text) += '\n';
}

std::uint32_t flags_of(const LooseSentence& sentence) {
  return static_cast<std::uint32_t>(sentence.kind) << 2 | sentence.opens_block << 1 | sentence.closes_block;
}

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(Writer& out, const char* key, std::string_view value) {
  out.Key(key);
  out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void put(Writer& out, const ChosenSentence& chosen, std::string_view text, std::string_view id) {
  out.StartObject();
  put(out, "text", text);
  put(out, "id", id);
  out.Key("rank");
  out.Uint(chosen.rank);
  out.Key("score");
  out.Double(std::round(static_cast<double>(chosen.score) * 1000) / 1000);
  put(out, "reasons", chosen.reasons);
  out.EndObject();
}

}  // namespace

GroupPart part_of(const Article& article, const Summary& summary, std::uint32_t most, std::string group) {
  GroupPart part{std::move(group), article.language, {}};
  std::vector<const Sentence*> body;
  for (const Sentence& sentence : article.sentences) {
    if (sentence.kind == BlockKind::Title) part.sentences.push_back(loosened(article, sentence));
    if (is_body(sentence.kind)) body.push_back(&sentence);
  }
  if (body.size() > most) {
    body.clear();
    for (const ChosenSentence& chosen : summary.sentences)
      body.push_back(&article.sentences[chosen.sentence]);
  }
  for (const Sentence* sentence : body) part.sentences.push_back(loosened(article, *sentence));
  return part;
}

std::string pack(const GroupPart& part) {
  Packer out;
  out.string(part.group).string(part.language);
  for (const LooseSentence& sentence : part.sentences) {
    out.string(sentence.text)
        .number(flags_of(sentence))
        .number(static_cast<std::uint32_t>(sentence.words.size()));
    for (const Span word : sentence.words) out.number(word.begin).number(word.end);
  }
  return out.bytes();
}

GroupPart unpack(std::string_view bytes) {
  Unpacker rest(bytes);
  GroupPart part;
  part.group = rest.string();
  part.language = rest.string();
  while (!rest.empty()) {
    LooseSentence& sentence = part.sentences.emplace_back();
    sentence.text = rest.string();
    const std::uint32_t flags = rest.number();
    sentence.kind = static_cast<BlockKind>(flags >> 2);
    sentence.opens_block = (flags & 2) != 0;
    sentence.closes_block = (flags & 1) != 0;
    for (std::uint32_t words = rest.number(); words > 0; --words) {
      const std::uint32_t begin = rest.number();
      sentence.words.push_back({begin, rest.number()});
    }
  }
  return part;
}

void Groups::take(std::string_view id, GroupPart part) {
  const auto [at, is_new] = numbers_.try_emplace(part.group, groups_.size());
  if (is_new) groups_.push_back({part.group, part.language, 0, {}});
  Group& group = groups_[at->second];
  std::uint32_t place = 0;
  for (LooseSentence& sentence : part.sentences) {
    const bool title = sentence.kind == BlockKind::Title;
    group.sentences.push_back({std::move(sentence), group.documents, title ? 0 : ++place, std::string(id)});
  }
  ++group.documents;
  if (group.sentences.size() > kMaxSentences) cut_back(group);
}

std::size_t Groups::gathered() const {
  std::size_t sentences = 0;
  for (const Group& group : groups_) sentences += group.sentences.size();
  return sentences;
}

Article Groups::article_of(Group& group, std::string& text) {
  std::sort(group.sentences.begin(), group.sentences.end(), [](const Gathered& a, const Gathered& b) {
    return std::tie(a.place, a.document) < std::tie(b.place, b.document);
  });
  Article article;
  article.language = group.language;
  std::uint32_t block = 0;
  for (const Gathered& gathered : group.sentences) append(gathered.sentence, block++, text, article);
  article.text = text;
  return article;
}

void Groups::cut_back(Group& group) {
  Options half = options_;
  half.length = {};
  half.length.sentences = static_cast<std::uint32_t>(kMaxSentences / 2);
  std::string text;
  Article article = article_of(group, text);
  std::vector<Gathered> kept;
  for (const ChosenSentence& chosen : Summarizer(half).summarize(article).sentences)
    kept.push_back(std::move(group.sentences[chosen.sentence]));
  group.sentences = std::move(kept);
}

std::string Groups::to_json() {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  out.Key("groups");
  out.StartArray();
  for (Group& group : groups_) {
    std::string text;
    Article article = article_of(group, text);
    const Summary summary = summarizer_.summarize(article);
    out.StartObject();
    put(out, "group", group.name);
    out.Key("documents");
    out.Uint(group.documents);
    out.Key("sentences");
    out.StartArray();
    for (const ChosenSentence& chosen : summary.sentences)
      put(out, chosen, text_of(text, chosen.span), group.sentences[chosen.sentence].id);
    out.EndArray();
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace textmill::summarizer
