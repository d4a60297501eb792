// "Inc." and what else says what kind of company a name is of.
#pragma once

#include <string_view>

namespace textmill::entity_tagger {

/// True of "Inc", "ltd.", "GmbH" and the like, in any case.
bool is_company_form(std::string_view word);

/// "Acme" of "Acme, Inc."; all of `name` if it has no such words or nothing else.
std::string_view without_company_form(std::string_view name);

}  // namespace textmill::entity_tagger
