#include "output/xml_text.hpp"

namespace textmill::host {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

/// True at U+FFFE and U+FFFF.
bool is_noncharacter(std::string_view text, std::size_t at) {
  const std::string_view three = text.substr(at, 3);
  return three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf";
}

}  // namespace

void put_xml(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\r':
        out += "&#13;";
        break;
      case '\t':
        out += "&#9;";
        break;
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

void put_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"");
  put_xml(out, value);
  out += '"';
}

}  // namespace textmill::host
