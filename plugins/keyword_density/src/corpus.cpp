#include "corpus.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>
#include <textmill/packed.hpp>

namespace textmill::keyword_density {
namespace {

constexpr std::size_t kMaxIds = 20;
constexpr std::size_t kMaxShared = 1000;  // stuffed phrases to list

double rounded(double value) { return std::round(value * 1000) / 1000; }

}  // namespace

std::string pack(const Contribution& contribution) {
  Packer out;
  out.number(contribution.words);
  for (const Mention& mention : contribution.mentions)
    out.string(mention.key).string(mention.label).number(mention.count).number(mention.too_many);
  return out.bytes();
}

Contribution unpack(std::string_view bytes) {
  Unpacker rest(bytes);
  Contribution contribution{rest.number(), {}};
  while (!rest.empty()) {
    Mention& mention = contribution.mentions.emplace_back();
    mention.key = rest.string();
    mention.label = rest.string();
    mention.count = rest.number();
    mention.too_many = rest.number() != 0;
  }
  return contribution;
}

void Corpus::take(std::string_view id, Contribution contribution) {
  ++documents_;
  words_ += contribution.words;
  for (const Mention& mention : contribution.mentions) {
    const auto [at, is_new] = phrases_.try_emplace(mention.key);
    Phrase& phrase = at->second;
    if (is_new) phrase = {mention.label, 0, 0, buckets_, 0, {}};
    ++phrase.documents;
    phrase.count += mention.count;
    phrase.stuffed += mention.too_many;
    if (mention.too_many && phrase.stuffed_ids.size() < kMaxIds) phrase.stuffed_ids.emplace_back(id);
    if (++mentions_ % options_.bucket == 0) forget_rare_ones();
  }
  if (listed_.size() < options_.documents)
    listed_.push_back({std::string(id), std::move(contribution.mentions)});
}

void Corpus::forget_rare_ones() {
  ++buckets_;
  std::erase_if(phrases_, [&](const Entry& entry) {
    return entry.second.stuffed == 0 && entry.second.documents + entry.second.missed <= buckets_;
  });
}

std::vector<const Corpus::Entry*> Corpus::sorted(std::uint64_t Phrase::*by, std::uint64_t least) const {
  std::vector<const Entry*> list;
  for (const Entry& entry : phrases_) {
    if (entry.second.*by >= least) list.push_back(&entry);
  }
  std::sort(list.begin(), list.end(), [by](const Entry* a, const Entry* b) {
    if (a->second.*by != b->second.*by) return a->second.*by > b->second.*by;
    return a->second.count != b->second.count ? a->second.count > b->second.count : a->first < b->first;
  });
  return list;
}

std::uint64_t Corpus::documents_with(const std::string& key) const {
  const auto at = phrases_.find(key);
  return at == phrases_.end() ? 1 : at->second.documents;
}

/// Writes what was counted as JSON.
class CorpusReport {
 public:
  explicit CorpusReport(const Corpus& corpus) : corpus_(corpus), out_(buffer_) {}

  std::string run() {
    out_.StartObject();
    put("documents", corpus_.documents_);
    put("words", corpus_.words_);
    put("frequencies_too_low_by_at_most", corpus_.buckets_);
    list("phrases", first(corpus_.sorted(&Phrase::documents, 1), corpus_.options_.phrases),
         [&](const Corpus::Entry* entry) {
           put("phrase", entry->second.label);
           put("documents", entry->second.documents);
           put("count", entry->second.count);
         });
    list("shared_stuffing", first(corpus_.sorted(&Phrase::stuffed, 2), kMaxShared),
         [&](const Corpus::Entry* entry) {
           put("phrase", entry->second.label);
           put("documents", entry->second.stuffed);
           put_ids(entry->second.stuffed_ids);
         });
    list("by_document", corpus_.listed_, [&](const Corpus::Listed& document) {
      put("id", document.id);
      list("phrases", ranked(document), [&](const Ranked& ranked) {
        put("phrase", ranked.mention->label);
        put("count", ranked.mention->count);
        put("documents", ranked.documents);
        out_.Key("score");
        out_.Double(rounded(ranked.score));
      });
    });
    out_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  using Phrase = Corpus::Phrase;
  struct Ranked {
    const Mention* mention;
    std::uint64_t documents;
    double score;
  };

  template <class T>
  static std::vector<T> first(std::vector<T> list, std::size_t size) {
    list.resize(std::min(list.size(), size));
    return list;
  }

  std::vector<Ranked> ranked(const Corpus::Listed& document) const {
    std::vector<Ranked> list;
    for (const Mention& mention : document.mentions) {
      const std::uint64_t having = corpus_.documents_with(mention.key);
      const double rarity =
          std::log((static_cast<double>(corpus_.documents_) + 1) / static_cast<double>(having));
      list.push_back({&mention, having, mention.count * rarity});
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
    return first(std::move(list), corpus_.options_.per_document);
  }

  void key(std::string_view name) { out_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
  void string(const std::string& text) {
    out_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }
  void put(std::string_view name, std::uint64_t value) {
    key(name);
    out_.Uint64(value);
  }
  void put(std::string_view name, const std::string& value) {
    key(name);
    string(value);
  }
  void put_ids(const std::vector<std::string>& ids) {
    key("ids");
    out_.StartArray();
    for (const std::string& id : ids) string(id);
    out_.EndArray();
  }
  /// An array of objects.
  template <class List, class Body>
  void list(std::string_view name, const List& items, const Body& body) {
    key(name);
    out_.StartArray();
    for (const auto& item : items) {
      out_.StartObject();
      body(item);
      out_.EndObject();
    }
    out_.EndArray();
  }

  const Corpus& corpus_;
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> out_;
};

std::string Corpus::to_json() const { return CorpusReport(*this).run(); }

}  // namespace textmill::keyword_density
