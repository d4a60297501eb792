#include "output/conll.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "output/offset_map.hpp"
#include "output/terminal_text.hpp"
#include "textmill/span.hpp"

namespace textmill::host {
namespace {

std::optional<std::size_t> slot_of(const Plan& plan, std::string_view name) {
  const std::vector<LayerSpec>& layers = plan.schema.layers;
  const auto found =
      std::find_if(layers.begin(), layers.end(), [&](const LayerSpec& spec) { return spec.name == name; });
  if (found == layers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - layers.begin());
}

/// A field must not contain what separates fields, nor be empty.
std::string field(std::string_view text) {
  std::string line = one_line(text);
  std::replace(line.begin(), line.end(), ' ', '_');
  return line.empty() ? "_" : line;
}

/// The entity that a token is part of, asked in the order of tokens.
class EntityTags {
 public:
  explicit EntityTags(const Layer* layer) : layer_(layer) {}

  std::string next(textmill_span token) {
    while (layer_ && row_ < layer_->size() && layer_->spans()[row_].end <= token.begin) step();
    if (!layer_ || row_ == layer_->size() || layer_->spans()[row_].begin >= token.end) return "O";
    const char* const part = std::exchange(inside_, true) ? "I-" : "B-";
    return part + field(layer_->label(row_));
  }

 private:
  /// To the next entity that does not overlap the last one.
  void step() {
    const std::uint32_t end = layer_->spans()[row_].end;
    do {
      ++row_;
    } while (row_ < layer_->size() && layer_->spans()[row_].begin < end);
    inside_ = false;
  }

  const Layer* layer_;
  std::uint32_t row_ = 0;
  bool inside_ = false;
};

class Conll : public Renderer {
 public:
  Conll(const Plan& plan, std::size_t tokens)
      : plan_(plan),
        tokens_(tokens),
        sentences_(slot_of(plan, "sentences")),
        entities_(slot_of(plan, "entities")) {}

  void header(ByteBuffer& out) const override {
    std::string unit;
    if (plan_.output.offsets == OffsetUnit::Codepoint) unit = "_CODEPOINT";
    if (plan_.output.offsets == OffsetUnit::Utf16) unit = "_UTF16";
    out += "# global.columns = ID FORM BEGIN" + unit + " END" + unit + " KIND ENTITY\n";
  }

  void document(const Document& document, ByteBuffer& out) const override {
    const Layer& tokens = document.layer(tokens_);
    const Layer* sentences = layer(document, sentences_);
    const OffsetMap offsets(document.text(), plan_.output.offsets);
    EntityTags tags(layer(document, entities_));
    out += "# newdoc id = " + one_line(document.id()) + "\n";
    std::uint32_t sentence = 0;
    std::uint32_t number = 0;
    std::uint32_t id = 0;
    std::uint32_t end = 0;  // of the sentence or the gap the last token was in
    for (std::uint32_t row = 0; row < tokens.size(); ++row) {
      const textmill_span token = tokens.spans()[row];
      if (row == 0 || token.begin >= end) {
        while (sentences && sentence < sentences->size() && sentences->spans()[sentence].end <= token.begin)
          ++sentence;
        const textmill_span group = group_of(document, sentences, sentence, token);
        end = group.end;
        if (row > 0) out += '\n';
        start_sentence(document, group, ++number, out);
        id = 0;
      }
      out += std::to_string(++id) + '\t' + field(text_of(document.text(), {token.begin, token.end})) + '\t' +
             std::to_string(offsets(token.begin)) + '\t' + std::to_string(offsets(token.end)) + '\t' +
             field(tokens.label(row)) + '\t' + tags.next(token) + '\n';
    }
    out += '\n';
  }

 private:
  static const Layer* layer(const Document& document, const std::optional<std::size_t>& slot) {
    return slot ? &document.layer(*slot) : nullptr;
  }

  /// The sentence `token` is in, or else the text from it to the next sentence.
  static textmill_span group_of(const Document& document, const Layer* sentences, std::uint32_t sentence,
                                textmill_span token) {
    const auto size = static_cast<std::uint32_t>(document.text().size());
    if (!sentences || sentence == sentences->size()) return {token.begin, size};
    const textmill_span next = sentences->spans()[sentence];
    return next.begin <= token.begin ? next : textmill_span{token.begin, std::max(next.begin, token.end)};
  }

  static void start_sentence(const Document& document, textmill_span group, std::uint32_t number,
                             ByteBuffer& out) {
    out += "# sent_id = " + one_line(document.id()) + "-" + std::to_string(number) +
           "\n# text = " + one_line(text_of(document.text(), {group.begin, group.end})) + "\n";
  }

  const Plan& plan_;
  std::size_t tokens_;
  std::optional<std::size_t> sentences_;
  std::optional<std::size_t> entities_;
};

}  // namespace

Result<std::unique_ptr<Renderer>> make_conll_renderer(const Plan& plan) {
  const std::optional<std::size_t> tokens = slot_of(plan, "tokens");
  if (!tokens) {
    return Status(Code::BadPipeline,
                  "output format 'conll' needs the layer 'tokens', which no stage of this pipeline writes");
  }
  return std::unique_ptr<Renderer>(std::make_unique<Conll>(plan, *tokens));
}

}  // namespace textmill::host
