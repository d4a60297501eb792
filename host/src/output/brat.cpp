#include "output/brat.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "output/layers.hpp"
#include "output/offset_map.hpp"
#include "output/tar_text.hpp"
#include "output/terminal_text.hpp"
#include "textmill/span.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kLongestStem = 70;  // a tar name has 100 bytes

bool is_plain(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_'; }

/// brat's names of types have letters, digits, hyphens and underscores only.
std::string type_name(std::string_view name) {
  std::string type(name);
  std::replace_if(
      type.begin(), type.end(), [](char c) { return !is_plain(c); }, '_');
  return type.empty() ? "span" : type;
}

/// A file name for a document: its id where that is plain and short, else what can be kept of it and a hash
/// that tells it from others.
std::string stem_of(std::string_view id) {
  std::string stem(id.substr(id.size() - std::min(id.size(), kLongestStem)));
  std::replace_if(
      stem.begin(), stem.end(), [](char c) { return !is_plain(c) && c != '.'; }, '_');
  while (stem.starts_with('.')) stem.erase(0, 1);
  if (stem == id && !stem.empty()) return stem;
  char hash[20];
  std::snprintf(hash, sizeof hash, "-%016llx",
                static_cast<unsigned long long>(XXH3_64bits(id.data(), id.size())));
  return stem + hash;
}

/// The pieces of a span between line breaks, which no annotation of brat may contain.
std::vector<Span> pieces_of(std::string_view text, textmill_span span) {
  std::vector<Span> pieces;
  std::uint32_t begin = span.begin;
  for (std::uint32_t at = span.begin; at <= span.end; ++at) {
    const bool is_break = at == span.end || text[at] == '\n' || text[at] == '\r';
    if (!is_break) continue;
    if (at > begin) pieces.push_back({begin, at});
    begin = at + 1;
  }
  return pieces;
}

/// The annotations of one document in the making.
class Annotations {
 public:
  explicit Annotations(const Document& document)
      : document_(document), offsets_(document.text(), OffsetUnit::Codepoint) {}

  void add(const Layer& layer) {
    const bool has_types = !layer.spec().labels.empty();
    for (std::uint32_t row = 0; row < layer.size(); ++row) {
      const std::vector<Span> pieces = pieces_of(document_.text(), layer.spans()[row]);
      if (pieces.empty()) continue;  // brat has no empty spans
      put_span(has_types && !layer.label(row).empty() ? layer.label(row) : layer.spec().name, pieces);
      put_note(layer, row, has_types);
    }
  }

  std::string out;

 private:
  void put_span(std::string_view type, const std::vector<Span>& pieces) {
    out += "T" + std::to_string(++count_) + "\t" + type_name(type);
    std::string text;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      out += (i == 0 ? " " : ";") + std::to_string(offsets_(pieces[i].begin)) + " " +
             std::to_string(offsets_(pieces[i].end));
      text.append(i == 0 ? "" : " ").append(text_of(document_.text(), pieces[i]));
    }
    out += "\t" + text + "\n";
  }

  /// Label and features, as far as they are not the type.
  void put_note(const Layer& layer, std::uint32_t row, bool has_types) {
    std::string note;
    const auto put = [&](std::string_view name, std::string_view value) {
      if (!value.empty())
        note.append(note.empty() ? "" : "; ").append(name).append("=").append(one_line(value));
    };
    if (!has_types) put("label", layer.label(row));
    for (std::size_t i = 0; i < layer.spec().features.size(); ++i) {
      const textmill_feature_view& feature = layer.feature(i);
      if (feature.type == TEXTMILL_STRING)
        put(layer.spec().features[i].name, {feature.strings[row].ptr, feature.strings[row].len});
    }
    if (note.empty()) return;
    out += "#" + std::to_string(count_) + "\tAnnotatorNotes T" + std::to_string(count_) + "\t" + note + "\n";
  }

  const Document& document_;
  OffsetMap offsets_;
  std::size_t count_ = 0;
};

class Brat : public Renderer {
 public:
  explicit Brat(const Plan& plan) : plan_(plan), layers_(chosen_layers(plan)) {
    if (!plan.output.all_layers) return;
    std::erase_if(layers_, [&](std::size_t slot) { return covers_text(plan.schema.layers[slot].name); });
  }

  /// brat shows only the types that its configuration lists.
  void header(ByteBuffer& out) const override {
    std::string conf = "# offsets count in the unit codepoint\n[entities]\n";
    std::vector<std::string> seen;
    const auto put = [&](std::string_view name) {
      const std::string type = type_name(name);
      if (std::find(seen.begin(), seen.end(), type) != seen.end()) return;
      seen.push_back(type);
      conf += type + "\n";
    };
    for (const std::size_t slot : layers_) {
      const LayerSpec& layer = plan_.schema.layers[slot];
      for (const std::string& label : layer.labels) put(label);
      put(layer.name);
    }
    conf += "[relations]\n[events]\n[attributes]\n";
    put_tar_member(out, "annotation.conf", conf);
  }

  void document(const Document& document, ByteBuffer& out) const override {
    Annotations annotations(document);
    for (const std::size_t slot : layers_) annotations.add(document.layer(slot));
    const std::string stem = stem_of(document.id());
    put_tar_member(out, stem + ".txt", document.text());
    put_tar_member(out, stem + ".ann", annotations.out);
  }

  void footer(ByteBuffer& out) const override { put_tar_end(out); }

 private:
  const Plan& plan_;
  std::vector<std::size_t> layers_;
};

}  // namespace

std::unique_ptr<Renderer> make_brat_renderer(const Plan& plan) { return std::make_unique<Brat>(plan); }

}  // namespace textmill::host
