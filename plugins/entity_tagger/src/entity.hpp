// What the tagger finds.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::entity_tagger {

/// In the order of plugin.yaml.
enum class Label : std::uint8_t {
  Person,
  Organization,
  Location,
  Misc,
  Date,
  Time,
  Duration,
  Money,
  Percent,
  Quantity,
  Cardinal,
  Ordinal,
  Url,
  Email,
  Phone,
  Ip,
};
inline constexpr std::size_t kLabels = 16;

/// "PERSON" and so on.
std::string_view label_name(Label label);

/// Sets `label` to the one with this name; false if there is none.
bool find_label(std::string_view name, Label& label);

/// True for names, false for numbers, dates and addresses.
inline bool is_name(Label label) { return label <= Label::Misc; }

/// The views lead into the text, the tagger's lists and its strings of the document.
struct Entity {
  Span span;
  Label label = Label::Misc;
  std::uint32_t custom_label = 0xFFFFFFFF;  ///< index of a user's own label, instead of `label`
  float score = 1;
  std::uint8_t priority = 0;   ///< of its source; higher wins under resolve: priority
  std::string_view norm;       ///< ISO date, "USD 3000000000", "1000 m"
  std::string_view source;     ///< "model", "gazetteer:NAME", "rule:ID"
  std::string_view canonical;  ///< the fullest form of this name in the document
  std::string_view id;         ///< ISO code or the user's id

  friend bool operator<(const Entity& a, const Entity& b) { return a.span < b.span; }
};

}  // namespace textmill::entity_tagger
