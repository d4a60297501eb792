#include "cli/option_json.hpp"

#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "pipeline/typed_option.hpp"

namespace textmill::host {

namespace {

bool has_unit(const OptionSpec& spec) {
  return spec.type == OptionType::Size || spec.type == OptionType::Duration ||
         spec.type == OptionType::Percentage;
}

/// Words that some readers of YAML take for true, false or nothing.
bool is_loaded_word(std::string text) {
  constexpr std::array<std::string_view, 9> kWords{"true", "false", "yes", "no", "on",
                                                   "off",  "null",  "y",   "n"};
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

bool is_plain(const std::string& text) {
  const auto letter = [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c == '/';
  };
  const auto inner = [&](char c) {
    return letter(c) || std::isdigit(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == ' ';
  };
  return !text.empty() && letter(text.front()) && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), inner) && !is_loaded_word(text);
}

/// "${" begins a parameter; "$${" is the text.
std::string escaped(std::string text) {
  for (std::size_t at = text.find("${"); at != std::string::npos; at = text.find("${", at + 3))
    text.insert(at, "$");
  return text;
}

}  // namespace

void put_option(JsonWriter& json, const TypedOption& option) {
  if (option.value.type == TEXTMILL_NULL) {
    json.Null();
  } else if (option.value.type == TEXTMILL_STRINGS) {
    json.StartArray();
    for (const std::string& text : option.texts) put_value(json, text);
    json.EndArray();
  } else if (has_unit(*option.spec)) {
    put_value(json, option_text(option));
  } else {
    put_value(json, option.to_value());
  }
}

std::string yaml_text(const std::string& text) { return is_plain(text) ? text : json_string(escaped(text)); }

std::string yaml_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + yaml_text(text);
  return '[' + list + ']';
}

std::string option_yaml(const TypedOption& option) {
  if (option.value.type == TEXTMILL_STRINGS) return yaml_list(option.texts);
  return option.value.type == TEXTMILL_STRING ? yaml_text(option.text) : option_text(option);
}

std::string pretty(const std::string& json) {
  rapidjson::StringStream in(json.c_str());
  rapidjson::StringBuffer out;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(out);
  writer.SetIndent(' ', 2);
  rapidjson::Reader().Parse<rapidjson::kParseFullPrecisionFlag>(in, writer);
  return std::string(out.GetString(), out.GetSize()) + '\n';
}

}  // namespace textmill::host
