#include "pipeline/params.hpp"

#include <algorithm>

namespace textmill::host {

namespace {

constexpr std::size_t kMostReplacedBytes =
    16 << 20;  // a long value used in many places must not fill the memory
constexpr std::string_view kOpen = "${";
constexpr std::string_view kPrefix = "params.";

bool is_name(const std::string& text) {
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_good);
}

bool is_list_of_texts(const yaml::Node& node) {
  return node.is_sequence() && std::all_of(node.items.begin(), node.items.end(),
                                           [](const yaml::Node& item) { return item.is_scalar(); });
}

std::size_t bytes_of(const yaml::Node& node) {
  std::size_t bytes = sizeof(yaml::Node) + node.scalar.size();
  for (const yaml::Node& item : node.items) bytes += bytes_of(item);
  return bytes;
}

/// One part of a scalar: a text, or the inside of ${...}.
struct Part {
  bool is_reference;
  std::string text;
};

/// Splits at ${...}; nothing if one is not closed.
std::optional<std::vector<Part>> split(const std::string& scalar) {
  std::vector<Part> parts;
  std::string text;
  for (std::size_t i = 0; i < scalar.size();) {
    if (scalar.compare(i, 3, "$${") == 0) {
      text += kOpen;
      i += 3;
    } else if (scalar.compare(i, 2, kOpen) == 0) {
      const std::size_t end = scalar.find('}', i);
      if (end == std::string::npos) return std::nullopt;
      if (!text.empty()) parts.push_back({false, std::move(text)});
      text.clear();
      parts.push_back({true, scalar.substr(i + 2, end - i - 2)});
      i = end + 1;
    } else {
      text += scalar[i++];
    }
  }
  if (!text.empty()) parts.push_back({false, std::move(text)});
  return parts;
}

}  // namespace

Params::Params(const yaml::Node* declared, const Settings& settings, Report& report) : report_(report) {
  if (declared && !declared->is_map() && !declared->is_null()) {
    report_.add(declared->mark, "params",
                "expected a map of names and values, found " + declared->describe());
  } else if (declared) {
    for (const auto& [name, value] : declared->entries) declare(name, value);
  }
  for (const auto& [name, value] : settings) set(name, value);
  for (const Param& param : params_) {
    if (!param.value.is_null()) continue;
    report_.add(param.value.mark, "params." + param.name,
                "this parameter has no value; give it one here or with --set " + param.name + "=VALUE");
  }
}

void Params::declare(const yaml::Node& name, const yaml::Node& value) {
  const std::string path = "params." + name.scalar;
  if (!is_name(name.scalar)) {
    report_.add(name.mark, "params",
                "a parameter's name is made of letters, digits, '-' and '_', not " + name.describe());
    return;
  }
  if (value.is_map() || (value.is_sequence() && !is_list_of_texts(value))) {
    report_.add(value.mark, path, "expected a text or a list of texts, found " + value.describe());
  }
  params_.push_back({name.scalar, value, "line " + std::to_string(value.mark.line)});
  plain_text(params_.back().value, path);
  for (yaml::Node& item : params_.back().value.items) plain_text(item, path);
}

/// Turns "$${" into "${"; a reference is a problem.
void Params::plain_text(yaml::Node& node, const std::string& path) {
  if (node.scalar.find(kOpen) == std::string::npos) return;
  const auto parts = split(node.scalar);
  const bool plain = parts && parts->size() == 1 && !parts->front().is_reference;
  if (plain) node.scalar = parts->front().text;
  if (!plain)
    report_.add(node.mark, path, "a parameter cannot refer to others; write '$${' for a plain '${'");
}

void Params::set(const std::string& name, const std::string& value) {
  const auto param =
      std::find_if(params_.begin(), params_.end(), [&](const Param& one) { return one.name == name; });
  if (param == params_.end()) {
    const std::string hint =
        params_.empty() ? "; the file declares no params" : yaml::did_you_mean(name, names());
    report_.add({}, "--set " + name, "there is no such parameter" + hint);
    return;
  }
  param->value = setting_value(*param, value);
  param->origin = "--set";
}

/// A parameter that holds a list takes "[a, b]" too.
yaml::Node Params::setting_value(const Param& param, const std::string& text) {
  if (param.value.is_sequence() && text.starts_with('[')) {
    yaml::Problems problems;
    const auto list = yaml::parse("", text, problems);
    if (list && problems.empty() && is_list_of_texts(*list)) {
      yaml::Node node = *list;
      node.mark = param.value.mark;
      for (yaml::Node& item : node.items) item.mark = node.mark;
      return node;
    }
    report_.add({}, "--set " + param.name,
                "expected a list such as [a, b] or one text, found '" + text + "'");
  }
  yaml::Node node;
  node.kind = yaml::Kind::Scalar;
  node.mark = param.value.mark;
  node.scalar = text;
  return node;
}

const Params::Param* Params::find(const std::string& name) const {
  for (const Param& param : params_) {
    if (param.name == name) return &param;
  }
  return nullptr;
}

std::vector<std::string> Params::names() const {
  std::vector<std::string> all;
  for (const Param& param : params_) all.push_back(param.name);
  return all;
}

std::vector<ParamValue> Params::values() const {
  std::vector<ParamValue> all;
  for (const Param& param : params_) {
    ParamValue value{param.name, {}, param.value.is_sequence(), param.origin};
    for (const yaml::Node& item : param.value.items) value.texts.push_back(item.scalar);
    if (!value.is_list) value.texts.push_back(param.value.scalar);
    all.push_back(std::move(value));
  }
  return all;
}

yaml::Node Params::resolve(const yaml::Node& node, const std::string& path) {
  if (node.is_scalar()) return resolve_scalar(node, path);
  yaml::Node copy = node;
  for (std::size_t i = 0; i < copy.items.size(); ++i) {
    copy.items[i] = resolve(node.items[i], path + '[' + std::to_string(i) + ']');
  }
  for (auto& [key, value] : copy.entries)
    value = resolve(value, path.empty() ? key.scalar : path + '.' + key.scalar);
  return copy;
}

yaml::Node Params::resolve_scalar(const yaml::Node& node, const std::string& path) {
  if (node.scalar.find(kOpen) == std::string::npos) return node;
  auto replaced = replace(node, path);
  if (replaced) return std::move(*replaced);
  report_.silence(node.mark);  // its type cannot be judged
  return node;
}

std::optional<yaml::Node> Params::replace(const yaml::Node& node, const std::string& path) {
  const auto parts = split(node.scalar);
  if (!parts) {
    report_.add(node.mark, path, "'${' is not closed with '}'; write '$${' for a plain '${'");
    return std::nullopt;
  }
  yaml::Node result;
  result.kind = yaml::Kind::Scalar;
  result.mark = node.mark;
  result.quoted = node.quoted;
  for (const Part& part : *parts) {
    if (!part.is_reference) {
      result.scalar += part.text;
      continue;
    }
    const Param* param = referenced(part.text, node, path);
    if (!param || !spend(bytes_of(param->value), node, path)) return std::nullopt;
    if (parts->size() == 1) {
      result = param->value;
      result.mark = node.mark;
      result.quoted = false;
    } else if (param->value.is_scalar()) {
      result.scalar += param->value.scalar;
    } else {
      report_.add(node.mark, path, "a list cannot be part of a text; use ${" + part.text + "} alone");
      return std::nullopt;
    }
    report_.set_source(node.mark, "${" + part.text + "}, " + param->origin);
  }
  return result;
}

/// The parameter that ${reference} stands for; null if there is none that could be used.
const Params::Param* Params::referenced(const std::string& reference, const yaml::Node& node,
                                        const std::string& path) {
  if (!reference.starts_with(kPrefix)) {
    report_.add(node.mark, path, "'${" + reference + "}' is unknown; parameters are used as ${params.NAME}");
    return nullptr;
  }
  const std::string name = reference.substr(kPrefix.size());
  const Param* param = find(name);
  if (!param) {
    report_.add(node.mark, path, "there is no parameter '" + name + "'" + yaml::did_you_mean(name, names()));
    return nullptr;
  }
  return param->value.is_null() ? nullptr : param;  // one without value is reported where it is declared
}

bool Params::spend(std::size_t bytes, const yaml::Node& node, const std::string& path) {
  if (spent_bytes_ > kMostReplacedBytes) return false;
  spent_bytes_ += bytes;
  if (spent_bytes_ <= kMostReplacedBytes) return true;
  report_.add(node.mark, path, "the values of parameters take up too much space");
  return false;
}

}  // namespace textmill::host
