// The stage: options in, layers and attributes out.
#include <textmill/plugin.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "discovery.hpp"
#include "judge.hpp"

namespace textmill::keyword_density {
namespace {

Matching matching_of(const std::string& name) {
  return name == "exact" ? Matching::Exact : name == "loose" ? Matching::Loose : Matching::Forms;
}

/// The options, and the given phrases compiled for each language that documents turn out to have.
class Settings {
 public:
  explicit Settings(const Setup& setup)
      : synonyms_(setup.strings("synonyms")),
        matching_(matching_of(setup.string("matching"))),
        language_(setup.string("language")),
        field_(setup.string("keyphrase_field")) {
    for (std::string& phrase : setup.strings("keyphrases")) {
      if (phrase.find_first_not_of(" \t\r\n") != std::string::npos) phrases_.push_back(std::move(phrase));
    }
    discovery_.top = static_cast<std::uint32_t>(setup.integer("top"));
    discovery_.max_words = static_cast<std::uint32_t>(setup.integer("max_words"));
    limits_.min_density = setup.number("min_density");
    limits_.max_density = setup.number("max_density");
    limits_.stuffing_share = setup.number("stuffing_share");
    limits_.stuffing_count = static_cast<std::uint32_t>(setup.integer("stuffing_count"));
    limits_.overuse_share = setup.number("overuse_share");
    limits_.overuse_count = static_cast<std::uint32_t>(setup.integer("overuse_count"));
    limits_.min_words = static_cast<std::uint32_t>(setup.integer("min_words"));
  }

  /// The phrases of the options; the same set for all workers.
  const PhraseSet& phrases(const std::string& language) const {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<PhraseSet>& set = sets_[language];
    if (!set) {
      set = std::make_unique<PhraseSet>(language);
      fill(*set, phrases_);
    }
    return *set;
  }

  void fill(PhraseSet& set, const std::vector<std::string>& phrases) const {
    for (const std::string& phrase : phrases) set.add(phrase, matching_);
    if (phrases.empty()) return;
    for (const std::string& synonym : synonyms_) set.add_synonym(0, synonym, matching_);
  }

  std::string language_of(const Document& document) const {
    if (language_ != "auto") return language_;
    const auto told = document.attribute("segmenter.language");
    if (told && from_abi(told->as.string) != "und") return std::string(from_abi(told->as.string));
    return std::string(text::guess_language(document.text()));
  }
  bool has_phrases() const { return !phrases_.empty(); }
  const std::string& field() const { return field_; }
  const DiscoveryOptions& discovery() const { return discovery_; }
  const Limits& limits() const { return limits_; }

 private:
  std::vector<std::string> phrases_;
  std::vector<std::string> synonyms_;
  Matching matching_;
  std::string language_;
  std::string field_;
  DiscoveryOptions discovery_;
  Limits limits_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<PhraseSet>> sets_;
};

/// A phrase of a document with all that is said about it.
struct Result {
  Judged judged;
  double score = 0;
};

class KeywordDensity {
 public:
  explicit KeywordDensity(const Settings& settings) : settings_(settings) {}

  void process(Document& document) {
    const std::string language = settings_.language_of(document);
    Desk& desk = desk_for(language);
    desk.vocabulary.trim();
    const std::optional<std::vector<std::string>> own = own_phrases(document);
    if (!own) {
      read(document, desk.vocabulary);
      if (settings_.has_phrases()) return given(document, desk.set, desk.finder);
      return found(document);
    }
    desk.vocabulary.intern_everything();
    PhraseSet set(desk.vocabulary);
    settings_.fill(set, *own);
    read(document, desk.vocabulary);
    Finder finder(set);
    given(document, set, finder);
  }

 private:
  /// What a worker keeps for one language.
  struct Desk {
    explicit Desk(const PhraseSet& phrases, const std::string& language)
        : set(phrases), vocabulary(language, &phrases.keys()), finder(phrases) {}
    const PhraseSet& set;
    Vocabulary vocabulary;
    Finder finder;
  };

  Desk& desk_for(const std::string& language) {
    std::unique_ptr<Desk>& desk = desks_[language];
    if (!desk) {
      desk = std::make_unique<Desk>(settings_.phrases(language), language);
      if (!settings_.has_phrases()) desk->vocabulary.intern_everything();
    }
    return *desk;
  }

  /// The document's own keyphrases, if it has the field; an empty one says that it has none.
  std::optional<std::vector<std::string>> own_phrases(const Document& document) const {
    if (settings_.field().empty()) return std::nullopt;
    const auto value = document.meta(settings_.field());
    if (!value) return std::nullopt;
    std::vector<std::string> phrases;
    if (value->type == TEXTMILL_STRING) phrases.emplace_back(from_abi(value->as.string));
    for (std::uint32_t i = 0; value->type == TEXTMILL_STRINGS && i < value->string_count; ++i) {
      phrases.emplace_back(from_abi(value->as.strings[i]));
    }
    return phrases;
  }

  void read(const Document& document, Vocabulary& vocabulary) {
    const Layer tokens = document.layer("tokens");
    const Layer sentences = document.layer("sentences");
    const Layer blocks = document.layer("blocks");
    kinds_.clear();
    for (std::uint32_t i = 0; i < tokens.label_count(); ++i) kinds_.push_back(kind_of(tokens.label_name(i)));
    blocks_.clear();
    for (std::uint32_t i = 0; i < blocks.size(); ++i)
      blocks_.push_back({blocks.span(i), role_of(blocks.label(i))});
    const auto token_spans = tokens.spans();
    const auto sentence_spans = sentences.spans();
    read_words({document.text(),
                {token_spans.data(), token_spans.size()},
                {tokens.labels().data(), tokens.labels().size()},
                kinds_,
                {sentence_spans.data(), sentence_spans.size()},
                blocks_},
               vocabulary, words_);
  }

  void given(Document& document, const PhraseSet& set, Finder& finder) {
    finder.find(words_, document.text(), occurrences_);
    std::stable_sort(occurrences_.begin(), occurrences_.end(),
                     [](const Occurrence& a, const Occurrence& b) { return a.phrase < b.phrase; });
    std::vector<Result> results;
    auto at = occurrences_.begin();
    for (std::uint32_t p = 0; p < set.size(); ++p) {
      const auto begin = at;
      while (at != occurrences_.end() && at->phrase == p) ++at;
      if (begin == at && p > 0) continue;  // of a long list only what is there
      const Phrase& phrase = set[p];
      Judged judged{phrase.label,
                    phrase.words,
                    phrase.content_words,
                    true,
                    phrase.only_function_words,
                    std::span(begin, at),
                    {}};
      judged.measures = measure(words_, judged.occurrences);
      results.push_back({judged, judged.measures.density});
    }
    write(document, results);
  }

  void found(Document& document) {
    const std::vector<Keyphrase> phrases = discover(words_, document.text(), settings_.discovery());
    std::vector<Result> results;
    for (const Keyphrase& phrase : phrases) {
      Judged judged{phrase.label, phrase.words, phrase.words, false, false, phrase.occurrences, {}};
      judged.measures = measure(words_, judged.occurrences);
      results.push_back({judged, phrase.score});
    }
    write(document, results);
  }

  void write(Document& document, const std::vector<Result>& results) {
    write_keyphrases(document, results);
    write_findings(document, results);
    write_attributes(document, results);
  }

  void write_keyphrases(Document& document, const std::vector<Result>& results) {
    struct Row {
      Span span;
      const Result* result;
    };
    std::vector<Row> rows;
    for (const Result& result : results) {
      for (const Occurrence& o : result.judged.occurrences) {
        rows.push_back({{words_.words[o.first].span.begin, words_.words[o.end - 1].span.end}, &result});
      }
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.span < b.span; });
    LayerWriter layer = document.write("keyphrases");
    for (const Row& row : rows) {
      const Judged& judged = row.result->judged;
      layer.add(row.span, layer.intern(judged.label), static_cast<float>(row.result->score));
      layer.set(0, static_cast<std::int64_t>(judged.measures.count));
      layer.set(1, static_cast<std::int64_t>(judged.words));
      layer.set(2, judged.measures.density);
      layer.set(3, judged.measures.word_share);
    }
    layer.flush();
  }

  void write_findings(Document& document, const std::vector<Result>& results) {
    std::vector<Finding> findings;
    for (const Result& result : results) {
      for (Finding& finding : findings_of(result.judged, words_, document.text(), settings_.limits())) {
        findings.push_back(std::move(finding));
      }
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.span < b.span; });
    LayerWriter layer = document.write("findings");
    for (const Finding& finding : findings) {
      layer.add(finding.span, layer.intern(finding.rule));
      layer.set(0, finding.severity);
      layer.set(1, std::string_view(finding.message));
      layer.set(2, std::string_view(finding.suggestion));
    }
    layer.flush();
  }

  void write_attributes(Document& document, const std::vector<Result>& results) const {
    Judged none;
    none.measures = measure(words_, {});
    const Judged& main = results.empty() ? none : results.front().judged;
    const Measures& m = main.measures;
    const Range range = recommended(main, settings_.limits());
    const auto set_count = [&](std::string_view name, std::uint32_t value) {
      document.set(name, static_cast<std::int64_t>(value));
    };
    const auto in = [&](Role role) { return m.per_role[static_cast<std::size_t>(role)]; };
    const auto share = [](std::uint32_t part, std::uint32_t whole) {
      return whole ? 100.0 * part / whole : 0.0;
    };
    document.set("keyword_density.phrase", main.label);
    document.set("keyword_density.verdict", name_of(judge(main, settings_.limits())));
    set_count("keyword_density.count", m.count);
    set_count("keyword_density.words", m.words);
    document.set("keyword_density.density", m.density);
    document.set("keyword_density.word_share", m.word_share);
    set_count("keyword_density.recommended_min", range.least);
    set_count("keyword_density.recommended_max", range.most);
    set_count("keyword_density.in_title", in(Role::Title));
    set_count("keyword_density.in_headings", in(Role::Heading));
    set_count("keyword_density.in_first_paragraph", m.in_first_paragraph);
    set_count("keyword_density.in_list_items", in(Role::ListItem));
    set_count("keyword_density.in_body", in(Role::Body));
    document.set("keyword_density.sentence_share", share(m.sentences_with, m.sentences));
    document.set("keyword_density.paragraph_share", share(m.paragraphs_with, m.paragraphs));
    document.set("keyword_density.longest_gap", m.longest_gap);
    document.set("keyword_density.evenness", m.evenness);
  }

  const Settings& settings_;
  std::map<std::string, std::unique_ptr<Desk>> desks_;
  Words words_;
  std::vector<TokenKind> kinds_;
  std::vector<Block> blocks_;
  std::vector<Occurrence> occurrences_;
};

}  // namespace
}  // namespace textmill::keyword_density

TEXTMILL_PLUGIN("keyword-density",
                textmill::stage<textmill::keyword_density::Settings,
                                textmill::keyword_density::KeywordDensity>("keyword-density"));
