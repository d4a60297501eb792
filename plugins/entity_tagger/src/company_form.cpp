#include "company_form.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "textmill/text/fold.hpp"

namespace textmill::entity_tagger {

bool is_company_form(std::string_view word) {
  constexpr std::string_view kForms[] = {"inc",  "ltd", "llc", "llp", "corp", "plc",
                                         "gmbh", "pvt", "pty", "s.a", "n.v"};
  if (word.ends_with('.')) word.remove_suffix(1);
  if (word.size() < 3 || word.size() > 4) return false;  // as long as those above
  return std::find(std::begin(kForms), std::end(kForms), text::fold(word)) != std::end(kForms);
}

std::string_view without_company_form(std::string_view name) {
  const std::size_t blank = name.rfind(' ');
  if (blank == std::string_view::npos || !is_company_form(name.substr(blank + 1))) return name;
  const std::size_t end = name.find_last_not_of(" ,", blank);
  return end == std::string_view::npos ? name : without_company_form(name.substr(0, end + 1));
}

}  // namespace textmill::entity_tagger
