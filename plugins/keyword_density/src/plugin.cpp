// The stage: documents in, layers and attributes out.
#include <textmill/plugin.hpp>

#include <algorithm>
#include <map>
#include <memory>

#include "corpus_stage.hpp"
#include "discovery.hpp"
#include "judge.hpp"
#include "neighbours.hpp"
#include "page.hpp"
#include "readability_stage.hpp"
#include "settings.hpp"
#include "yoast.hpp"

namespace textmill::keyword_density {
namespace {

/// A phrase of a document with all that is said about it.
struct Result {
  Judged judged;
  double score = 0;
};

/// What the attributes say.
struct Summary {
  std::string_view phrase;
  Measures measures;
  Range range;
  Verdict verdict = Verdict::NoInput;
  std::string neighbours;
};

/// One line about several phrases: "solar panel: 2, 0.8 %, good; roof: 0, none".
std::string table_of(const std::vector<Result>& results, const Limits& limits) {
  std::string out;
  for (const Result& result : results) {
    const Measures& m = result.judged.measures;
    if (!out.empty()) out += "; ";
    out += std::string(result.judged.label) + ": " + std::to_string(m.count) + ", ";
    if (m.count > 0) out += decimal(m.density) + " %, ";
    out += name_of(judge(result.judged, limits));
  }
  return out;
}

/// The document's own list in a field; nothing if it does not have the field.
std::optional<std::vector<std::string>> field(const Document& document, const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto value = document.meta(name);
  if (!value) return std::nullopt;
  return list_of(*value);
}

constexpr std::uint32_t kFewPhrases = 100;

class KeywordDensity {
 public:
  explicit KeywordDensity(const Settings& settings) : settings_(settings), discovery_(settings.discovery) {}

  void process(Document& document) {
    read_and_write(document);
    if (document.is_large()) forget();
  }

 private:
  void read_and_write(Document& document) {
    const std::string language = language_of(document, settings_.language, settings_.language_field);
    page_.read(document, {settings_.markup, settings_.mode == Mode::Yoast}, language);
    const std::optional<std::vector<std::string>> own = field(document, settings_.keyphrase_field);
    if (settings_.mode == Mode::Yoast)
      return check_as_yoast(document, own.value_or(settings_.given), language);
    Desk& desk = desk_for(language);
    desk_ = &desk;
    desk.vocabulary.trim();
    if (own) return count_own(document, *own, desk.vocabulary);
    read_words(page_.source(), desk.vocabulary, words_);
    if (settings_.has_phrases()) return count(document, desk.set, desk.finder);
    find(document, language);
  }

  /// Gives back all buffers that grow with the text.
  void forget() {
    discovery_ = Discovery(settings_.discovery);
    page_ = {};
    words_ = {};
    std::vector<Occurrence>().swap(occurrences_);
  }

  /// What a worker keeps for one language.
  struct Desk {
    Desk(const PhraseSet& phrases, const std::string& language)
        : set(phrases), vocabulary(language, &phrases.keys()), finder(phrases), stems(language) {}
    const PhraseSet& set;
    Vocabulary vocabulary;
    Finder finder;
    StemNumbers stems;
  };

  Desk& desk_for(const std::string& language) {
    std::unique_ptr<Desk>& desk = desks_[language];
    if (!desk) {
      desk = std::make_unique<Desk>(settings_.phrases(language), language);
      if (!settings_.has_phrases() || !settings_.keyphrase_field.empty())
        desk->vocabulary.intern_everything();
      if (language == "en") {
        desk->vocabulary.use(settings_.lexicon);
        desk->stems.use(settings_.lexicon);
      }
    }
    return *desk;
  }

  /// Phrases that came with the document.
  void count_own(Document& document, const std::vector<std::string>& phrases, Vocabulary& vocabulary) {
    PhraseSet set(vocabulary);
    const auto synonyms = field(document, settings_.synonyms_field);
    settings_.fill(set, phrases, synonyms.value_or(settings_.synonyms));
    read_words(page_.source(), vocabulary, words_);
    Finder finder(set);
    count(document, set, finder);
  }

  void count(Document& document, const PhraseSet& set, Finder& finder) {
    finder.find(words_, page_.text(), occurrences_);
    std::stable_sort(occurrences_.begin(), occurrences_.end(),
                     [](const Occurrence& a, const Occurrence& b) { return a.phrase < b.phrase; });
    std::vector<Result> results;
    const auto add = [&](std::uint32_t number, std::span<const Occurrence> occurrences) {
      const Phrase& phrase = set[number];
      const Measures measures = measure(words_, occurrences);
      results.push_back({{phrase.label, phrase.words, phrase.content_words, true, number == 0,
                          phrase.only_function_words, occurrences, measures},
                         measures.density});
    };
    // Of a few phrases each is a subject of the text, there or not; of a long list only those that are there.
    const std::uint32_t all = set.size() <= kFewPhrases ? set.size() : std::min(set.size(), 1u);
    std::uint32_t next = 0;
    for (auto at = occurrences_.begin(); at != occurrences_.end();) {
      const auto begin = at;
      while (at != occurrences_.end() && at->phrase == begin->phrase) ++at;
      for (; next < std::min(all, begin->phrase); ++next) add(next, {});
      next = begin->phrase + 1;
      add(begin->phrase, std::span(begin, at));
    }
    for (; next < all; ++next) add(next, {});
    write(document, results);
  }

  void find(Document& document, const std::string& language) {
    const std::vector<Keyphrase> phrases = discovery_.find(words_, page_.text(), language);
    std::vector<Result> results;
    for (const Keyphrase& phrase : phrases) {
      const Measures measures = measure(words_, phrase.occurrences);
      results.push_back(
          {{phrase.label, phrase.words, phrase.words, false, false, false, phrase.occurrences, measures},
           phrase.score});
    }
    write(document, results);
  }

  void write(Document& document, const std::vector<Result>& results) {
    write_keyphrases(document, results);
    std::vector<Finding> findings;
    for (const Result& result : results) {
      for (Finding& finding : findings_of(result.judged, words_, page_.text(), settings_.limits)) {
        findings.push_back(std::move(finding));
      }
    }
    page_.write_findings(document, std::move(findings));
    Judged none;
    none.measures = measure(words_, {});
    const Judged& main = results.empty() ? none : results.front().judged;
    write_attributes(document, {main.label, main.measures, recommended(main, settings_.limits),
                                judge(main, settings_.limits), neighbours_of(main)});
    if (results.size() > 1 && results.size() <= kFewPhrases)
      document.set("keyword_density.phrases", table_of(results, settings_.limits));
  }

  /// Without a list of function words they would be all there is.
  std::string neighbours_of(const Judged& main) {
    if (desk_->vocabulary.function_words().empty()) return {};
    return to_string(neighbours(words_, page_.text(), main.occurrences, desk_->stems));
  }

  void write_keyphrases(Document& document, const std::vector<Result>& results) {
    struct Row {
      Span span;
      const Result* result;
    };
    std::vector<Row> rows;
    for (const Result& result : results) {
      for (const Occurrence& o : result.judged.occurrences) {
        const Span span{words_.words[o.first].span.begin, words_.words[o.end - 1].span.end};
        rows.push_back({page_.in_document(span), &result});
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

  /// The first phrase, by the rules of another checker.
  void check_as_yoast(Document& document, const std::vector<std::string>& phrases,
                      const std::string& language) {
    const std::string phrase = phrases.empty() ? std::string() : phrases.front();
    const YoastCheck check = yoast_check(page_.text(), page_.plain_blocks(), phrase, language);
    LayerWriter layer = document.write("keyphrases");
    for (const Span match : check.matches) {
      layer.add(page_.in_document(match), layer.intern(phrase), static_cast<float>(check.density));
      layer.set(0, static_cast<std::int64_t>(check.count));
      layer.set(1, static_cast<std::int64_t>(check.keyphrase_words));
      layer.set(2, check.density);
    }
    layer.flush();
    page_.write_findings(document, findings_of(check, phrase, page_.plain_blocks()));
    Summary summary{phrase, {}, check.range, check.verdict, {}};
    summary.measures.count = check.count;
    summary.measures.words = check.words;
    summary.measures.density = check.density;
    write_attributes(document, summary);
  }

  void write_attributes(Document& document, const Summary& summary) const {
    const Measures& m = summary.measures;
    const auto set_count = [&](std::string_view name, std::uint32_t value) {
      document.set(name, static_cast<std::int64_t>(value));
    };
    const auto in = [&](Role role) { return m.per_role[static_cast<std::size_t>(role)]; };
    const auto share = [](std::uint32_t part, std::uint32_t whole) {
      return whole ? 100.0 * part / whole : 0.0;
    };
    document.set("keyword_density.phrase", summary.phrase);
    document.set("keyword_density.verdict", name_of(summary.verdict));
    set_count("keyword_density.count", m.count);
    set_count("keyword_density.words", m.words);
    document.set("keyword_density.density", m.density);
    document.set("keyword_density.word_share", m.word_share);
    set_count("keyword_density.recommended_min", summary.range.least);
    set_count("keyword_density.recommended_max", summary.range.most);
    if (settings_.mode == Mode::Yoast) return;  // it knows no places
    set_count("keyword_density.in_title", in(Role::Title));
    set_count("keyword_density.in_headings", in(Role::Heading));
    set_count("keyword_density.in_first_paragraph", m.in_first_paragraph);
    set_count("keyword_density.in_list_items", in(Role::ListItem));
    set_count("keyword_density.in_body", in(Role::Body));
    document.set("keyword_density.sentence_share", share(m.sentences_with, m.sentences));
    document.set("keyword_density.paragraph_share", share(m.paragraphs_with, m.paragraphs));
    document.set("keyword_density.longest_gap", m.longest_gap);
    document.set("keyword_density.evenness", m.evenness);
    document.set("keyword_density.neighbours", std::string_view(summary.neighbours));
  }

  const Settings& settings_;
  std::map<std::string, std::unique_ptr<Desk>> desks_;
  Discovery discovery_;
  Desk* desk_ = nullptr;  // of the document's language
  Page page_;
  Words words_;
  std::vector<Occurrence> occurrences_;
};

}  // namespace
}  // namespace textmill::keyword_density

TEXTMILL_PLUGIN("keyword-density",
                textmill::stage<textmill::keyword_density::Settings,
                                textmill::keyword_density::KeywordDensity>("keyword-density"),
                textmill::stage<textmill::keyword_density::ReadabilitySettings,
                                textmill::keyword_density::ReadabilityStage>("readability"),
                textmill::reducing_stage<textmill::keyword_density::CorpusResult,
                                         textmill::keyword_density::CorpusSettings,
                                         textmill::keyword_density::CorpusStage>("keyword-corpus"));
