#include "pipeline/typed_option.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>

#include "pipeline/units.hpp"

namespace textmill::host {

namespace {

constexpr double kNanoseconds = 1e9;    // limits of durations are in seconds
constexpr double kLargestWhole = 9e15;  // a double counts whole numbers up to here

std::string limit_text(OptionType type, double limit) {
  if (std::fabs(limit) > kLargestWhole) return number_text(limit);
  switch (type) {
    case OptionType::Size:
      return size_text(static_cast<std::int64_t>(limit));
    case OptionType::Duration:
      return duration_text(std::llround(std::min(limit, kLargestWhole / kNanoseconds) * kNanoseconds));
    case OptionType::Percentage:
      return number_text(limit) + '%';
    default:
      break;
  }
  return limit == std::floor(limit) ? std::to_string(static_cast<std::int64_t>(limit)) : number_text(limit);
}

/// "a, b or c"
std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

Status out_of_range(const std::string& text, const std::string& range) {
  return failure(text + " is out of range; expected " + range);
}

Status check_range(const OptionSpec& spec, double value, const std::string& text) {
  const bool inside = (!spec.minimum || value >= *spec.minimum) && (!spec.maximum || value <= *spec.maximum);
  if (inside) return {};
  return out_of_range(text, describe_range(spec));
}

template <class T>
Result<Value> in_range(const OptionSpec& spec, const Result<T>& parsed, double unit,
                       const std::string& text) {
  if (!parsed) {
    const std::string range = describe_range(spec);
    const bool overflow = parsed.error().code() == Code::Invalid && !range.empty();
    return overflow ? out_of_range(text, range) : parsed.error();
  }
  if (Status s = check_range(spec, static_cast<double>(*parsed) / unit, text); !s) return s;
  return Value::of(*parsed);
}

Result<Value> to_bool(const std::string& text) {
  if (text == "true" || text == "false") return Value::of(text == "true");
  yaml::Node node;
  node.kind = yaml::Kind::Scalar;
  node.scalar = text;
  std::string hint = yaml::did_you_mean(text, {"true", "false"});
  if (text == "yes" || text == "on" || text == "1") hint = "; did you mean 'true'?";
  if (text == "no" || text == "off" || text == "0") hint = "; did you mean 'false'?";
  return failure("expected true or false, found " + node.describe() + hint);
}

std::string expected(const OptionSpec& spec) {
  if (spec.type == OptionType::Choice) return listed(spec.choices);
  return describe_type(spec.type) + (spec.choices.empty() ? "" : " or " + listed(spec.choices));
}

Status check_choice(const OptionSpec& spec, const yaml::Node& node) {
  const bool known = std::find(spec.choices.begin(), spec.choices.end(), node.scalar) != spec.choices.end();
  if (known) return {};
  return failure("expected " + listed(spec.choices) + ", found " + node.describe() +
                 yaml::did_you_mean(node.scalar, spec.choices));
}

Result<std::string> existing_path(const std::string& text, const std::string& directory) {
  namespace fs = std::filesystem;
  if (text.empty()) return failure("expected the path of a file or folder, found an empty text");
  std::error_code fault;
  const fs::path path = fs::absolute(fs::path(directory) / text, fault).lexically_normal();
  if (fs::exists(path, fault)) return path.string();
  return failure("there is no file or folder '" + path.string() + "'");
}

/// Whether a scalar of this type may stand in quotes.
bool is_textual(OptionType type) {
  return type == OptionType::String || type == OptionType::Choice || type == OptionType::Path;
}

Result<Value> numeric_value(const OptionSpec& spec, const std::string& text) {
  switch (spec.type) {
    case OptionType::Bool:
      return to_bool(text);
    case OptionType::Integer:
      return in_range(spec, parse_integer(text), 1, text);
    case OptionType::Number:
      return in_range(spec, parse_number(text), 1, text);
    case OptionType::Percentage:
      return in_range(spec, parse_percentage(text), 1, text);
    case OptionType::Size:
      return in_range(spec, parse_size(text), 1, text);
    default:
      return in_range(spec, parse_duration(text), kNanoseconds, text);
  }
}

Status read_textual(const OptionSpec& spec, const yaml::Node& node, const std::string& directory,
                    TypedOption& option) {
  option.value.type = TEXTMILL_STRING;
  option.text = node.scalar;
  if (spec.type == OptionType::Choice) return check_choice(spec, node);
  if (spec.type != OptionType::Path) return {};
  auto path = existing_path(node.scalar, directory);
  if (!path) return path.error();
  option.text = std::move(*path);
  return {};
}

/// Where a word would do too, another word is told so.
Status with_words(const OptionSpec& spec, const yaml::Node& node, const Status& fault) {
  const bool is_word = !node.scalar.empty() && std::isalpha(static_cast<unsigned char>(node.scalar[0])) != 0;
  if (spec.choices.empty() || !is_word) return fault;
  return failure("expected " + expected(spec) + ", found " + node.describe() +
                 yaml::did_you_mean(node.scalar, spec.choices));
}

Status read_scalar(const OptionSpec& spec, const yaml::Node& node, const std::string& directory,
                   TypedOption& option) {
  if (!node.is_scalar()) return failure("expected " + expected(spec) + ", found " + node.describe());
  if (is_textual(spec.type)) return read_textual(spec, node, directory, option);
  const bool is_word = std::find(spec.choices.begin(), spec.choices.end(), node.scalar) != spec.choices.end();
  if (is_word) {
    option.value.type = TEXTMILL_STRING;
    option.text = node.scalar;
    return {};
  }
  if (node.quoted) {
    return failure("expected " + describe_type(spec.type) + ", found " + node.describe() +
                   " in quotes, which make it a text");
  }
  auto value = numeric_value(spec, node.scalar);
  if (!value) return with_words(spec, node, value.error());
  option.value = *value;
  return {};
}

Status check_item(const OptionSpec& spec, const yaml::Node& item) {
  if (!item.is_scalar()) return failure("expected a text, found " + item.describe());
  return spec.choices.empty() ? Status() : check_choice(spec, item);
}

bool read_strings(const OptionSpec& spec, const yaml::Node& node, TypedOption& option,
                  const OptionComplaint& complain) {
  option.value.type = TEXTMILL_STRINGS;
  const bool is_list = node.is_sequence();
  if (!is_list && !node.is_scalar()) {
    complain(node.mark, "", "expected a list of texts, found " + node.describe());
    return false;
  }
  if (!is_list && node.scalar.empty()) return true;
  bool good = true;
  const auto add = [&](const yaml::Node& item, const std::string& inside) {
    const Status status = check_item(spec, item);
    if (!status) complain(item.mark, inside, status.message());
    good = good && status.ok();
    option.texts.push_back(item.scalar);
  };
  if (!is_list) add(node, "");
  for (std::size_t i = 0; i < node.items.size(); ++i) add(node.items[i], '[' + std::to_string(i) + ']');
  return good;
}

}  // namespace

std::optional<TypedOption> typed_option(const OptionSpec& spec, const yaml::Node& node,
                                        const std::string& directory, const OptionComplaint& complain) {
  TypedOption option;
  option.name = spec.name;
  option.spec = &spec;
  if (spec.type == OptionType::Strings) {
    return read_strings(spec, node, option, complain) ? std::optional(option) : std::nullopt;
  }
  const Status status = read_scalar(spec, node, directory, option);
  if (status.ok()) return option;
  complain(node.mark, "", status.message());
  return std::nullopt;
}

Value TypedOption::to_value() const {
  Value typed = value;
  if (typed.type == TEXTMILL_STRING) typed.string = text;
  if (typed.type == TEXTMILL_STRINGS) {
    for (const std::string& one : texts) typed.strings.push_back({one.data(), one.size()});
  }
  return typed;
}

std::string describe_type(OptionType type) {
  switch (type) {
    case OptionType::Bool:
      return "true or false";
    case OptionType::Integer:
      return "a whole number";
    case OptionType::Number:
      return "a number";
    case OptionType::String:
      return "a text";
    case OptionType::Choice:
      return "a text";
    case OptionType::Strings:
      return "a list of texts";
    case OptionType::Size:
      return "a size such as 64MiB, 10kB or 512";
    case OptionType::Duration:
      return "a duration such as 2s, 150ms or 1m";
    case OptionType::Percentage:
      return "a percentage, a number such as 3%";
    case OptionType::Path:
      return "the path of a file or folder";
  }
  return "a value";
}

std::string describe_range(const OptionSpec& spec) {
  if (spec.minimum && spec.maximum) {
    return limit_text(spec.type, *spec.minimum) + " to " + limit_text(spec.type, *spec.maximum);
  }
  if (spec.minimum) return "at least " + limit_text(spec.type, *spec.minimum);
  if (spec.maximum) return "at most " + limit_text(spec.type, *spec.maximum);
  return {};
}

std::string option_text(const TypedOption& option) {
  switch (option.value.type) {
    case TEXTMILL_BOOL:
      return option.value.boolean ? "true" : "false";
    case TEXTMILL_INTEGER:
      if (option.spec->type == OptionType::Size) return size_text(option.value.integer);
      if (option.spec->type == OptionType::Duration) return duration_text(option.value.integer);
      return std::to_string(option.value.integer);
    case TEXTMILL_NUMBER:
      return number_text(option.value.number) + (option.spec->type == OptionType::Percentage ? "%" : "");
    case TEXTMILL_STRINGS: {
      std::string text;
      for (const std::string& one : option.texts) text += (text.empty() ? "" : ", ") + one;
      return '[' + text + ']';
    }
    default:
      return option.text;
  }
}

}  // namespace textmill::host
