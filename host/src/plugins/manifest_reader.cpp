#include "plugins/manifest_reader.hpp"

#include <algorithm>
#include <charconv>

namespace textmill::host {
namespace {

bool is_name(std::string_view text, std::string_view also) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || also.find(c) != std::string_view::npos;
  });
}

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += words[i];
  }
  return list;
}

std::string indexed(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }

}  // namespace

ManifestMap::ManifestMap(const std::string& file, const yaml::Node* node, std::string path,
                         const std::vector<std::string>& keys, yaml::Problems& problems)
    : file_(&file), node_(node), path_(std::move(path)), problems_(&problems) {
  if (!node_ || node_->is_null()) {
    node_ = nullptr;
    return;
  }
  if (!node_->is_map()) {
    problems.add(file, node_->mark, path_, "expected a map, found " + node_->describe());
    node_ = nullptr;
    return;
  }
  for (const auto& [key, value] : node_->entries) {
    if (std::find(keys.begin(), keys.end(), key.scalar) != keys.end()) continue;
    problems.add(file, key.mark, path_,
                 "unknown key '" + key.scalar + "'" + yaml::did_you_mean(key.scalar, keys));
  }
}

void ManifestMap::problem(const std::string& key, const std::string& what) const {
  const yaml::Node* value = find(key);
  const yaml::Mark mark = value ? value->mark : node_ ? node_->mark : yaml::Mark{};
  problems_->add(*file_, mark, path_of(key), what);
}

const std::string* ManifestMap::scalar(const std::string& key, const char* wanted, bool required) const {
  const yaml::Node* value = find(key);
  if (!value || value->is_null()) {
    if (required && node_) problem(key, "this key is missing");
    return nullptr;
  }
  if (!value->is_scalar()) {
    problem(key, std::string("expected ") + wanted + ", found " + value->describe());
    return nullptr;
  }
  return &value->scalar;
}

std::string ManifestMap::text(const std::string& key, bool required) const {
  const std::string* value = scalar(key, "a text", required);
  if (value && value->empty() && required) problem(key, "must not be empty");
  return value ? *value : std::string();
}

std::string ManifestMap::name(const std::string& key, std::string_view also) const {
  const std::string* value = scalar(key, "a name", true);
  if (!value) return {};
  if (!is_name(*value, also)) {
    problem(key, "a name consists of letters, digits, '-' and '_'" +
                     std::string(also.empty() ? "" : " and '.'") + ", but this is '" + *value + "'");
  }
  return *value;
}

bool ManifestMap::flag(const std::string& key) const {
  const std::string* value = scalar(key, "true or false", false);
  if (value && *value != "true" && *value != "false")
    problem(key, "expected true or false, found '" + *value + "'");
  return value && *value == "true";
}

std::optional<double> ManifestMap::number(const std::string& key) const {
  const std::string* value = scalar(key, "a number", false);
  if (!value) return std::nullopt;
  double number = 0;
  const char* end = value->data() + value->size();
  const auto [rest, error] = std::from_chars(value->data(), end, number);
  if (error == std::errc() && rest == end) return number;
  problem(key, "expected a number without unit, found '" + *value + "'");
  return std::nullopt;
}

std::vector<std::string> ManifestMap::texts(const std::string& key) const {
  std::vector<std::string> list;
  const yaml::Node* value = find(key);
  if (!value || value->is_null()) return list;
  if (!value->is_sequence()) {
    problem(key, "expected a list, found " + value->describe());
    return list;
  }
  for (std::size_t i = 0; i < value->items.size(); ++i) {
    const yaml::Node& item = value->items[i];
    const std::string at = indexed(path_of(key), i);
    if (!item.is_scalar() || item.scalar.empty()) {
      problems_->add(*file_, item.mark, at, "expected a text, found " + item.describe());
    } else if (std::find(list.begin(), list.end(), item.scalar) != list.end()) {
      problems_->add(*file_, item.mark, at, "'" + item.scalar + "' is listed twice");
    } else {
      list.push_back(item.scalar);
    }
  }
  return list;
}

std::size_t ManifestMap::choice(const std::string& key, const std::vector<std::string>& words,
                                bool required) const {
  const std::string* value = scalar(key, listed(words).c_str(), required);
  if (!value) return 0;
  const auto found = std::find(words.begin(), words.end(), *value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  problem(key, "expected " + listed(words) + ", found '" + *value + "'" + yaml::did_you_mean(*value, words));
  return 0;
}

std::vector<ManifestMap> ManifestMap::maps(const std::string& key,
                                           const std::vector<std::string>& keys) const {
  std::vector<ManifestMap> list;
  const yaml::Node* value = find(key);
  if (!value || value->is_null()) return list;
  if (!value->is_sequence()) {
    problem(key, "expected a list of maps, found " + value->describe());
    return list;
  }
  for (std::size_t i = 0; i < value->items.size(); ++i) {
    const std::string at = indexed(path_of(key), i);
    if (value->items[i].is_null())
      problems_->add(*file_, value->items[i].mark, at, "expected a map, found nothing");
    ManifestMap map(*file_, &value->items[i], at, keys, *problems_);
    if (map.present()) list.push_back(std::move(map));
  }
  return list;
}

ManifestMap ManifestMap::map(const std::string& key, const std::vector<std::string>& keys) const {
  return {*file_, find(key), path_of(key), keys, *problems_};
}

}  // namespace textmill::host
