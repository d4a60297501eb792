// The parameters of a pipeline and ${params.NAME} in its texts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"

namespace textmill::host {

class Params {
 public:
  /// Reads the file's `params` (null: it has none) and puts `settings` over them. A setting whose name the
  /// file does not declare is a problem, as is a parameter left without value.
  Params(const yaml::Node* declared, const Settings& settings, Report& report);

  /// A copy of `node` with every ${params.NAME} in its scalars replaced. A scalar that is nothing but one
  /// becomes the parameter's value, which may be a list; its type is then that of the place where it is used.
  /// "$${" stands for "${". `path` is where the node is in the file.
  yaml::Node resolve(const yaml::Node& node, const std::string& path);

  /// Final values, in the file's order.
  std::vector<ParamValue> values() const;

 private:
  struct Param {
    std::string name;
    yaml::Node value;
    std::string origin;
  };

  void declare(const yaml::Node& name, const yaml::Node& value);
  void plain_text(yaml::Node& node, const std::string& path);
  void set(const std::string& name, const std::string& value);
  yaml::Node setting_value(const Param& param, const std::string& text);
  const Param* find(const std::string& name) const;
  std::vector<std::string> names() const;
  yaml::Node resolve_scalar(const yaml::Node& node, const std::string& path);
  std::optional<yaml::Node> replace(const yaml::Node& node, const std::string& path);
  const Param* referenced(const std::string& reference, const yaml::Node& node, const std::string& path);
  bool spend(std::size_t bytes, const yaml::Node& node, const std::string& path);

  Report& report_;
  std::vector<Param> params_;
  std::size_t spent_bytes_ = 0;
};

}  // namespace textmill::host
