#include "cli/examples.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace textmill::host {
namespace {

struct Examples {
  std::string_view verb;
  std::string_view text;
};

constexpr Examples kExamples[] = {
    {"", R"(
  textmill run article-audit article.txt           a report on one article
  textmill run article-audit crawl.jsonl.gz --output out.jsonl
  textmill view article-audit article.txt          the same as a page for a browser
  textmill test my-pipeline_test.yaml              whether it still finds what it should
  textmill diff old.jsonl new.jsonl                what a change of a pipeline did
  textmill serve                                   a page where you type, results as you do
  textmill check my-pipeline.yaml                  what is wrong with it, if anything
  textmill describe keyword-density                what a stage finds, its options
  textmill new plugin reading-time                 a complete plugin project
)"},
    {"run", R"(
  textmill run article-audit article.txt                     a report, as this is a terminal
  textmill run article-audit article.txt --set keyphrase="harbour walls" --fail-on warning
  textmill run entities news/ 'crawl-*.warc.gz' -o out.jsonl.zst   many inputs, one output
  textmill run entities news.jsonl -o out.jsonl --resume     goes on with a run that was stopped
  textmill run entities news.jsonl -o again.jsonl --replay out.jsonl.quarantine.jsonl
  zcat news.gz | textmill run entities - --format csv > entities.csv
  textmill run my.yaml big.jsonl -o /dev/null --sample 1% --budget 2h     will a full run take longer?
)"},
    {"verify", R"(
  textmill verify my.yaml corpus.jsonl                       before a plugin goes into production
  textmill verify my.yaml corpus.jsonl --sample 5%
)"},
    {"view", R"(
  textmill view article-audit article.txt                    writes article.html
  textmill view article-audit drafts/ -o drafts.html         one page with an index
  textmill view entities https.warc.gz --layers entities -o entities.html
)"},
    {"test", R"(
  textmill test                                    every *_test.yaml below this folder
  textmill test pipelines --filter money           the cases with "money" in their name
  textmill test my-pipeline_test.yaml --watch      again at each change
  textmill test --update                           write the golden files, then read their diff
  textmill test --junit report.xml                 for a build server
)"},
    {"diff", R"(
  textmill diff old.jsonl new.jsonl                          two results
  textmill diff old.yaml new.yaml corpus.jsonl               two pipelines, one corpus
  textmill diff old.jsonl new.jsonl --format html > diff.html   side by side
  textmill diff old.jsonl new.jsonl --allow 1%               for a build server: 1 if more differ
)"},
    {"explain", R"(
  textmill explain article-audit article.txt:220             what is at byte 220, and why
  textmill explain article-audit news.jsonl --id story-7     why this document has the result it has
)"},
    {"shrink", R"(
  textmill shrink my.yaml out.jsonl.quarantine.jsonl         the first document that was set aside
  textmill shrink my.yaml out.jsonl.quarantine.jsonl --id story-7 -o story_test.yaml
)"},
    {"serve", R"(
  textmill serve                                   the pipelines that ship, at http://127.0.0.1:8765/
  textmill serve house-style.yaml --port 0         a pipeline of yours, at a port that is free
  curl -H 'Content-Type: text/plain' --data-binary @article.txt http://127.0.0.1:8765/api/pipelines/entities
)"},
    {"check", R"(
  textmill check my-pipeline.yaml                  all that is wrong with it, at once
  textmill check my-pipeline.yaml --set language=de --json
)"},
    {"config", R"(
  textmill config article-audit                    every value it will run with
  textmill config my-pipeline.yaml --set language=de --json
)"},
    {"plugins", R"(
  textmill plugins                                 those that ship, yours, and those refused
  textmill plugins --plugin-dir build --json
)"},
    {"describe", R"(
  textmill describe keyword-density                options, layers and attributes of a stage
  textmill describe my-stage --plugin build/my_plugin.so
)"},
    {"why", R"(
  textmill why my-stage                            where it was looked for
  textmill why my-stage --forget                   try a plugin again that crashed when loaded
)"},
    {"validate", R"(
  textmill validate build/my_plugin.so             all checks, a few minutes at most
  textmill validate build/my_plugin.so --strictness 10 --junit > validate.xml
)"},
    {"schema", R"(
  textmill schema > textmill.schema.json           for completion in an editor, see docs/pipelines.md
)"},
    {"new", R"(
  textmill new plugin reading-time
  textmill new pipeline house-style
)"},
    {"new plugin", R"(
  textmill new plugin reading-time                 a project in C++: build it with cmake
  textmill new plugin reading-time --lang c
)"},
    {"new pipeline", R"(
  textmill new pipeline house-style                writes house-style.yaml, commented
)"},
    {"stats", R"(
  textmill stats out.jsonl                         what each stage of the run cost
  textmill stats monday.jsonl tuesday.jsonl        what has changed
)"},
    {"man", R"(
  textmill man run | man -l -                      where the pages are not installed
  textmill man --directory man1
)"},
    {"completion", R"(
  textmill completion bash > ~/.local/share/bash-completion/completions/textmill
  textmill completion fish > ~/.config/fish/completions/textmill.fish
)"},
};

constexpr std::string_view kExitCodes = R"(
Exit codes: 0 ok, 1 findings at or above --fail-on, 2 usage, 3 pipeline file, 4 plugin,
5 finished with documents set aside, 6 an input could not be read to its end, 7 output failed,
8 stopped at an error limit, 130/143 interrupted.)";

}  // namespace

std::string help_examples(const std::string& verb) {
  const auto found = std::find_if(std::begin(kExamples), std::end(kExamples),
                                  [&](const Examples& examples) { return examples.verb == verb; });
  if (found == std::end(kExamples)) return {};
  std::string text = "Examples:" + std::string(found->text);
  if (verb.empty() || verb == "run") {
    text += kExitCodes;
  } else {
    text.pop_back();
  }
  return text;
}

}  // namespace textmill::host
