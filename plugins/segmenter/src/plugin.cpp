#include <textmill/plugin.hpp>

#include "segmenter.hpp"

namespace {

using namespace textmill;
using textmill::segmenter::Options;
using textmill::segmenter::Segmentation;

struct Settings {
  explicit Settings(const Setup& setup) {
    const std::string language = setup.string("language");
    if (language != "auto") options.language = language;
    if (!options.language.empty() && !segmenter::has_rules(options.language)) {
      setup.warn("there are no abbreviations for language '" + options.language + "'; only UAX #29 is used");
      options.unicode = true;
    }
    if (setup.string("mode") == "unicode") options.unicode = true;
    if (setup.string("clitics") == "split") options.clitics = text::Clitics::Split;
    if (setup.string("hyphens") == "keep") options.hyphens = text::Hyphens::Keep;
    if (setup.string("quotes") == "whole") options.quotes = text::Quotes::Whole;
    options.main_text = &segmenter::shipped_main_text_model();
    if (setup.string("model") == "auto") options.boundaries = &segmenter::shipped_boundary_model();
    options.boilerplate = setup.string("boilerplate") == "detect";
  }

  Options options;
};

class Segmenter {
 public:
  explicit Segmenter(const Settings& settings) : options_(settings.options) { options_.memory = &memory_; }

  void process(Document& document) {
    read_tags(document.layer("markup"));
    const std::uint64_t met = memory_.added();
    segment(document.text(), tags_, options_, result_);
    document.count("blocks", static_cast<std::int64_t>(result_.blocks.size()));
    document.count("blocks met before", static_cast<std::int64_t>(memory_.added() - met));
    write_blocks(document);
    write_sentences(document);
    auto tokens = document.write("tokens");
    for (const text::Token& token : result_.tokens)
      tokens.add(token.span, static_cast<std::uint32_t>(token.kind));
    document.set("segmenter.language", result_.language.code);
    document.set("segmenter.language_confidence", result_.language.confidence);
    write_counts(document);
    if (document.is_large()) result_ = {};
  }

 private:
  bool is_main(std::uint32_t block) const { return !segmenter::is_boilerplate(result_.blocks[block].kind); }

  void read_tags(const Layer& markup) {
    tags_.clear();
    for (std::uint32_t row = 0; row < markup.size(); ++row)
      tags_.push_back({markup.span(row), segmenter::tag_role(markup.label(row))});
  }

  void write_blocks(Document& document) {
    auto blocks = document.write("blocks");
    for (const auto& block : result_.blocks) {
      blocks.add(block.span, static_cast<std::uint32_t>(block.kind), block.score);
      if (block.tagged != segmenter::Block::kUntagged) blocks.set_parent(block.tagged);
    }
  }

  void write_sentences(Document& document) {
    auto sentences = document.write("sentences");
    for (std::size_t i = 0; i < result_.sentences.size(); ++i) {
      sentences.add(result_.sentences[i]);
      sentences.set_parent(result_.sentence_blocks[i]);
    }
  }

  void write_counts(Document& document) {
    std::int64_t blocks = 0;
    for (std::uint32_t row = 0; row < result_.blocks.size(); ++row) blocks += is_main(row);
    std::int64_t sentences = 0;
    std::int64_t words = 0;
    std::size_t token = 0;
    for (std::size_t i = 0; i < result_.sentences.size(); ++i) {
      const bool main = is_main(result_.sentence_blocks[i]);
      sentences += main;
      for (; token < result_.tokens.size() && result_.tokens[token].span.end <= result_.sentences[i].end;
           ++token) {
        words += main && result_.tokens[token].kind <= text::TokenKind::Number;
      }
    }
    document.set("segmenter.blocks", blocks);
    document.set("segmenter.sentences", sentences);
    document.set("segmenter.words", words);
  }

  Options options_;
  segmenter::BlockMemory memory_;
  Segmentation result_;
  std::vector<segmenter::TaggedSpan> tags_;
};

}  // namespace

TEXTMILL_PLUGIN("segmenter", textmill::stage<Settings, Segmenter>("segmenter"));
