// Reads the keys of a manifest's maps one by one and notes every problem with its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.hpp"

namespace textmill::host {

/// One map of the manifest. A map that is not one has been reported and has no keys.
class ManifestMap {
 public:
  /// `node` may be null: an optional map that is not there. Unknown keys are problems.
  ManifestMap(const std::string& file, const yaml::Node* node, std::string path,
              const std::vector<std::string>& keys, yaml::Problems& problems);

  bool present() const { return node_ != nullptr; }
  const yaml::Node* find(std::string_view key) const { return node_ ? node_->find(key) : nullptr; }
  const std::string& path() const { return path_; }
  std::string path_of(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }
  /// Notes a problem with a key's value, or with the map if the key is not there.
  void problem(const std::string& key, const std::string& what) const;

  /// A text; empty if it is not there, which is a problem if it is required.
  std::string text(const std::string& key, bool required = false) const;
  /// A text of letters, digits, '-', '_' and the characters in `also`.
  std::string name(const std::string& key, std::string_view also = "") const;
  bool flag(const std::string& key) const;
  std::optional<double> number(const std::string& key) const;
  /// A list of texts; empty if it is not there.
  std::vector<std::string> texts(const std::string& key) const;
  /// One of `words`, by its position; 0 if it is not there and not required.
  std::size_t choice(const std::string& key, const std::vector<std::string>& words, bool required) const;
  /// The items of a list of maps; `keys` are the ones each may have.
  std::vector<ManifestMap> maps(const std::string& key, const std::vector<std::string>& keys) const;
  ManifestMap map(const std::string& key, const std::vector<std::string>& keys) const;

 private:
  const std::string* scalar(const std::string& key, const char* wanted, bool required) const;

  const std::string* file_;
  const yaml::Node* node_;
  std::string path_;
  yaml::Problems* problems_;
};

}  // namespace textmill::host
