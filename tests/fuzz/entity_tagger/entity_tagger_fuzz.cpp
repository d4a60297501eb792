// Any text cut into sentences in any way, with any options, also as a gazetteer and as a rule file: entities
// lie within the text at code points, in order, do not overlap, have finite scores and valid UTF-8, and are
// the same when asked again. The first bytes are the options; in the text, a byte below 8 ends a sentence.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

#include "tagger.hpp"
#include "textmill/options.hpp"
#include "textmill/text/utf8.hpp"

namespace {

using namespace textmill::entity_tagger;
using textmill::Span;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

const char* const kLanguages[] = {"auto", "en", "de", "fr", "es", "pt"};

TaggerOptions read_options(std::uint8_t which, std::uint8_t rest) {
  TaggerOptions options;
  if (which & 1) options.model_path = NAMES_MODEL;
  options.builtin_names = which & 2;
  options.name_rules = which & 4;
  options.coreference = which & 8;
  options.resolve = static_cast<Resolve>(which >> 4 & 3);
  options.language = kLanguages[rest % 6];
  options.case_mode = static_cast<CaseMode>(rest >> 4 & 1);
  return options;
}

TaggerInput cut(const std::string& text) {
  TaggerInput input;
  input.text = text;
  input.tokens = plain_tokens(text);
  std::uint32_t begin = 0;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) >= 8) continue;
    if (at > begin) input.sentences.push_back({begin, at});
    begin = at + 1;
  }
  return input;
}

bool is_start(const std::string& text, std::uint32_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

void check(const std::vector<Entity>& entities, const std::string& text, bool overlaps) {
  std::uint32_t end = 0, begin = 0;
  for (const Entity& entity : entities) {
    require(entity.span.begin < entity.span.end && entity.span.end <= text.size(), "a span outside the text");
    require(is_start(text, entity.span.begin) && is_start(text, entity.span.end), "a span inside a letter");
    require(entity.span.begin >= begin, "not in order");
    require(overlaps || entity.span.begin >= end, "an overlap");
    require(std::isfinite(entity.score) && entity.score >= 0 && entity.score <= 1, "a score out of range");
    for (const std::string_view* feature : {&entity.norm, &entity.source, &entity.canonical, &entity.id})
      require(textmill::text::is_valid_utf8(*feature), "a feature that is not UTF-8");
    begin = entity.span.begin;
    end = entity.span.end;
  }
}

void tag_twice(const TaggerModel& model, const std::string& text) {
  Tagger tagger(model);
  const std::vector<Entity> first = tagger.tag(cut(text));
  check(first, text, model.options().resolve == Resolve::None);
  const std::vector<Entity>& second = tagger.tag(cut(text));
  require(first.size() == second.size(), "another answer the second time");
  for (std::size_t i = 0; i < first.size(); ++i)
    require(first[i].span == second[i].span && first[i].norm == second[i].norm,
            "another answer the second time");
}

/// Models without lists and rules of the user are kept: reading the grammars takes longer than tagging.
const TaggerModel& kept_model(std::uint8_t which, std::uint8_t rest) {
  static std::map<std::pair<int, int>, std::unique_ptr<TaggerModel>> models;
  auto& model = models[{which & 63, rest % 6}];
  if (!model) model = std::make_unique<TaggerModel>(read_options(which, rest));
  return *model;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 3), size - 3);
  const bool valid = textmill::text::is_valid_utf8(text);
  if ((data[2] & 3) == 0) {
    if (valid) tag_twice(kept_model(data[0], data[1]), text);
    return 0;
  }
  TaggerOptions options = read_options(data[0], data[1]);
  if (data[2] & 1) options.gazetteers.push_back({"fuzz.tsv", text, "fuzz"});
  if (data[2] & 2) options.rules.push_back({"fuzz.yaml", text, "fuzz"});
  try {
    const TaggerModel model(options);
    if (valid) tag_twice(model, text);
  } catch (const textmill::Error&) {
    // A list or a rule file that is refused with a message.
  }
  return 0;
}
