// The stages: documents in, layers, attributes and results over all documents out.
#include <textmill/plugin.hpp>

#include <optional>

#include "group_stage.hpp"
#include "reading.hpp"
#include "summarizer.hpp"

namespace {

using textmill::Document;
using textmill::Setup;
using namespace textmill::summarizer;

AuthorSummary author_summary(std::string_view choice) {
  return choice == "compare"  ? AuthorSummary::Compare
         : choice == "ignore" ? AuthorSummary::Ignore
                              : AuthorSummary::Prefer;
}

std::string_view name_of(SummaryStatus status) {
  return status == SummaryStatus::Ok ? "ok" : status == SummaryStatus::Short ? "short" : "empty";
}

struct Settings {
  explicit Settings(const Setup& setup) : options(read_options(setup)) {
    if (setup.has("share")) options.length.share = setup.number("share");
    options.author = author_summary(setup.string("author_summary"));
    options.headline = setup.flag("headline");
  }
  Options options;
};

class Stage {
 public:
  explicit Stage(const Settings& settings) : options_(settings.options) { summarizer_.emplace(options_); }

  void process(Document& document) {
    read_article(document, article_);
    const Summary summary = summarizer_->summarize(article_);
    write_sentences(summary, document);
    document.set("summarizer.status", name_of(summary.status));
    document.set("summarizer.sentences", static_cast<std::int64_t>(summary.sentences.size()));
    document.set("summarizer.words", static_cast<std::int64_t>(summary.words));
    if (!options_.focus.empty())
      document.set("summarizer.on_focus", static_cast<std::int64_t>(summary.on_focus));
    if (options_.headline) document.set("summarizer.headline", summary.headline);
    if (summary.author_sentences > 0) write_author(summary, document);
    if (document.is_large()) forget();
  }

 private:
  /// Gives all buffers back.
  void forget() {
    summarizer_.emplace(options_);
    article_ = {};
  }

  static void write_sentences(const Summary& summary, Document& document) {
    auto out = document.write("summary");
    for (const ChosenSentence& chosen : summary.sentences) {
      out.add(chosen.span);
      out.set_score(chosen.score);
      out.set_parent(chosen.sentence);
      out.set(0, static_cast<std::int64_t>(chosen.rank));
      out.set(1, chosen.reasons);
    }
  }

  void write_author(const Summary& summary, Document& document) const {
    document.set("summarizer.author_sentences", static_cast<std::int64_t>(summary.author_sentences));
    if (options_.author != AuthorSummary::Compare) return;
    document.set("summarizer.author_rouge_1", summary.author_rouge1);
    document.set("summarizer.author_rouge_2", summary.author_rouge2);
  }

  const Options& options_;
  std::optional<Summarizer> summarizer_;
  Article article_;
};

}  // namespace

TEXTMILL_PLUGIN("summarizer", textmill::stage<Settings, Stage>("summarizer"),
                textmill::reducing_stage<GroupResult, GroupSettings, GroupStage>("group-summarizer"));
