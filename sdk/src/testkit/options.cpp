#include <algorithm>

#include "stage_state.hpp"

namespace textmill::testkit::detail {
namespace {

Status option_problem(const std::string& name, const std::string& what) {
  return {Code::Error, "option '" + name + "' " + what};
}

Status check_range(const OptionDecl& decl, const Value& value) {
  const bool numeric = value.type() == TEXTMILL_INTEGER || value.type() == TEXTMILL_NUMBER;
  if (!numeric) return {};
  const double number =
      value.type() == TEXTMILL_INTEGER ? static_cast<double>(value.integer()) : value.number();
  if ((decl.minimum && number < *decl.minimum) || (decl.maximum && number > *decl.maximum)) {
    return option_problem(decl.name, "is outside the range that plugin.yaml gives");
  }
  return {};
}

Status check_choice(const OptionDecl& decl, const Value& value) {
  std::vector<std::string> items;
  if (value.type() == TEXTMILL_STRING) items = {value.string()};
  if (value.type() == TEXTMILL_STRINGS) items = value.strings();
  for (const std::string& item : items) {
    if (decl.choices.empty()) break;
    if (std::find(decl.choices.begin(), decl.choices.end(), item) == decl.choices.end()) {
      return option_problem(decl.name, "is '" + item + "', which plugin.yaml does not list under choices");
    }
  }
  return {};
}

/// Makes a value given by a test what the host would make of it: an integer may stand for a number, a string
/// for a list of one.
Status fit_option(const OptionDecl& decl, Value& value) {
  const textmill_type wanted = option_type(decl.type);
  if (wanted == TEXTMILL_NUMBER && value.type() == TEXTMILL_INTEGER)
    value = static_cast<double>(value.integer());
  if (wanted == TEXTMILL_STRINGS && value.type() == TEXTMILL_STRING) {
    value = std::vector<std::string>{value.string()};
  }
  if (value.type() != wanted) {
    return option_problem(
        decl.name, std::string("is declared as ") + decl.type + " but set as " + type_name(value.type()));
  }
  if (Status s = check_range(decl, value); !s) return s;
  return check_choice(decl, value);
}

}  // namespace

Status resolve_options(const StageDecl& stage, ValueMap& options) {
  for (auto& [name, value] : options) {
    const auto decl = std::find_if(stage.options.begin(), stage.options.end(),
                                   [&n = name](const OptionDecl& o) { return o.name == n; });
    if (decl == stage.options.end()) return option_problem(name, "is not declared in plugin.yaml");
    if (Status s = fit_option(*decl, value); !s) return s;
  }
  for (const OptionDecl& decl : stage.options) {
    const bool given = options.count(decl.name) != 0;
    if (decl.required && !given) return option_problem(decl.name, "is required");
    if (!given) options[decl.name] = decl.default_value;
  }
  return {};
}

}  // namespace textmill::testkit::detail
