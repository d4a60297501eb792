#include "output/xml_text.hpp"

namespace textmill::host {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

/// True at U+FFFE and U+FFFF.
bool is_noncharacter(std::string_view text, std::size_t at) {
  const std::string_view three = text.substr(at, 3);
  return three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf";
}

template <class Out>
void escape(Out& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n': out += "&#10;"; break;
      case '\r': out += "&#13;"; break;
      case '\t': out += "&#9;"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += kReplacement;
        } else if (is_noncharacter(text, i)) {
          out += kReplacement;
          i += 2;
        } else {
          out += c;
        }
    }
  }
}

template <class Out>
void write_attribute(Out& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"");
  escape(out, value);
  out += '"';
}

}  // namespace

void put_xml(std::string& out, std::string_view text) { escape(out, text); }
void put_xml(ByteBuffer& out, std::string_view text) { escape(out, text); }

void put_attribute(std::string& out, std::string_view name, std::string_view value) {
  write_attribute(out, name, value);
}
void put_attribute(ByteBuffer& out, std::string_view name, std::string_view value) {
  write_attribute(out, name, value);
}

}  // namespace textmill::host
