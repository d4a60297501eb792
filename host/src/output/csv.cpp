#include "output/csv.hpp"

#include <charconv>

#include "output/layers.hpp"
#include "output/offset_map.hpp"
#include "textmill/span.hpp"

namespace textmill::host {
namespace {

using namespace std::string_view_literals;

bool is_number(std::string_view s) {
  if (s.starts_with('+')) s.remove_prefix(1);
  double ignored = 0;
  return std::from_chars(s.data(), s.data() + s.size(), ignored).ptr == s.data() + s.size();
}

bool is_formula(std::string_view cell) {
  return !cell.empty() && "=+-@\t\r"sv.find(cell[0]) != std::string_view::npos && !is_number(cell);
}

void put_cell(ByteBuffer& out, std::string_view cell) {
  const bool formula = is_formula(cell);
  if (!formula && cell.find_first_of(",\"\r\n"sv) == std::string_view::npos) {
    out += cell;
    return;
  }
  out += formula ? "\"'" : "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

template <class Number>
void put_number(ByteBuffer& out, Number number) {
  char text[32];
  out.append(text, static_cast<std::size_t>(std::to_chars(text, text + sizeof text, number).ptr - text));
}

class Csv : public Renderer {
 public:
  explicit Csv(const Plan& plan) : plan_(plan), layers_(chosen_layers(plan)) {}

  void header(ByteBuffer& out) const override {
    const OffsetUnit unit = plan_.output.offsets;
    const std::string suffix = unit == OffsetUnit::Byte ? "" : "_" + std::string(name_of(unit));
    out += "id,layer,begin" + suffix + ",end" + suffix + ",label,score,text\r\n";
  }

  void document(const Document& document, ByteBuffer& out) const override {
    const OffsetMap offsets(document.text(), plan_.output.offsets);
    for (const std::size_t slot : layers_) {
      const Layer& layer = document.layer(slot);
      for (std::uint32_t row = 0; row < layer.size(); ++row) put_row(out, document, layer, row, offsets);
    }
  }

 private:
  static void put_row(ByteBuffer& out, const Document& document, const Layer& layer, std::uint32_t row,
                      const OffsetMap& offsets) {
    const textmill_span span = layer.spans()[row];
    put_cell(out, document.id());
    out += ',';
    put_cell(out, layer.spec().name);
    out += ',';
    put_number(out, offsets(span.begin));
    out += ',';
    put_number(out, offsets(span.end));
    out += ',';
    put_cell(out, layer.label(row));
    out += ',';
    if (layer.scores()) put_number(out, layer.scores()[row]);
    out += ',';
    put_cell(out, text_of(document.text(), {span.begin, span.end}));
    out += "\r\n";
  }

  const Plan& plan_;
  std::vector<std::size_t> layers_;
};

}  // namespace

std::unique_ptr<Renderer> make_csv_renderer(const Plan& plan) { return std::make_unique<Csv>(plan); }

}  // namespace textmill::host
