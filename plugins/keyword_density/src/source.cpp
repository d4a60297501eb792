#include "source.hpp"

#include <utility>

namespace textmill::keyword_density {

Role role_of(std::string_view label) {
  constexpr std::pair<std::string_view, Role> kNames[] = {
      {"title", Role::Title},    {"heading", Role::Heading},    {"list_item", Role::ListItem},
      {"quote", Role::Quote},    {"caption", Role::Caption},    {"table_row", Role::TableRow},
      {"byline", Role::Outside}, {"breadcrumb", Role::Outside}, {"boilerplate", Role::Outside},
  };
  for (const auto& [name, role] : kNames) {
    if (name == label) return role;
  }
  return Role::Body;
}

TokenKind kind_of(std::string_view label) {
  if (label == "word" || label == "number") return TokenKind::Word;
  if (label == "url" || label == "email") return TokenKind::Opaque;
  if (label == "hashtag" || label == "mention") return TokenKind::Tag;
  return TokenKind::Other;
}

}  // namespace textmill::keyword_density
