// Telephone numbers and IP addresses. URLs and mail addresses come as tokens of the segmenter.
#pragma once

#include <string_view>
#include <vector>

#include "entity.hpp"
#include "piece.hpp"
#include "string_store.hpp"

namespace textmill::entity_tagger {

/// Appends the telephone numbers and IP addresses among pieces [begin, end); `strings` keeps
/// their normal forms.
void find_addresses(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t begin,
                    std::uint32_t end, bool phones, bool ips, StringStore& strings,
                    std::vector<Entity>& entities);

/// False if no telephone number holds the digits at `number`, as far as what stands beside them tells.
bool may_be_part_of_phone(std::string_view text, Span number);

/// True of a telephone number that nothing else looks like: "+1 (408) 555-0188", "(020) 7946 0123",
/// "555-0134".
bool is_surely_phone(std::string_view number);

}  // namespace textmill::entity_tagger
