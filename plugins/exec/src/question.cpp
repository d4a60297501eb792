#include "question.hpp"

#include <charconv>

namespace textmill::exec {
namespace {

template <class Number>
void put_number(std::string& out, Number number) {
  char digits[32];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void put_text(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void put_key(std::string& out, std::string_view key) {
  if (out.back() != '{' && out.back() != '[') out += ',';
  put_text(out, key);
  out += ':';
}

void put_value(std::string& out, const textmill_value& value) {
  switch (value.type) {
    case TEXTMILL_BOOL: out += value.as.boolean ? "true" : "false"; break;
    case TEXTMILL_INTEGER: put_number(out, value.as.integer); break;
    case TEXTMILL_NUMBER: put_number(out, value.as.number); break;
    case TEXTMILL_STRING: put_text(out, from_abi(value.as.string)); break;
    case TEXTMILL_STRINGS:
      out += '[';
      for (std::uint32_t i = 0; i < value.string_count; ++i) {
        if (i > 0) out += ',';
        put_text(out, from_abi(value.as.strings[i]));
      }
      out += ']';
      break;
    default: out += "null";
  }
}

void put_row(std::string& out, const Layer& layer, std::uint32_t row, const Offsets& offsets) {
  const Span span = layer.span(row);
  out += row == 0 ? "{" : ",{";
  put_key(out, "begin");
  put_number(out, offsets.from_byte(span.begin));
  put_key(out, "end");
  put_number(out, offsets.from_byte(span.end));
  if (!layer.label(row).empty()) {
    put_key(out, "label");
    put_text(out, layer.label(row));
  }
  if (!layer.scores().empty()) {
    put_key(out, "score");
    put_number(out, layer.scores()[row]);
  }
  if (!layer.parents().empty() && layer.parents()[row] != kNone) {
    put_key(out, "parent");
    put_number(out, layer.parents()[row]);
  }
  out += '}';
}

void put_layers(std::string& out, const Document& document, const std::vector<std::string>& names,
                const Offsets& offsets) {
  put_key(out, "layers");
  out += '{';
  for (const std::string& name : names) {
    if (!document.has_layer(name)) continue;
    const Layer layer = document.layer(name);
    put_key(out, name);
    out += '[';
    for (std::uint32_t row = 0; row < layer.size(); ++row) put_row(out, layer, row, offsets);
    out += ']';
  }
  out += '}';
}

void put_meta(std::string& out, const Document& document, const std::vector<std::string>& fields) {
  put_key(out, "meta");
  out += '{';
  for (const std::string& field : fields) {
    const auto value = document.meta(field);
    if (!value) continue;
    put_key(out, field);
    put_value(out, *value);
  }
  out += '}';
}

}  // namespace

std::string question(const Document& document, const std::vector<std::string>& layers,
                     const std::vector<std::string>& meta, const Offsets& offsets) {
  std::string out = "{";
  put_key(out, "id");
  put_text(out, document.id());
  put_key(out, "text");
  put_text(out, document.text());
  if (!layers.empty()) put_layers(out, document, layers, offsets);
  if (!meta.empty()) put_meta(out, document, meta);
  return out + "}";
}

}  // namespace textmill::exec
