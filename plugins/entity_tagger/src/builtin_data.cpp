#include "builtin_data.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::string_view kNameWords =
#include "name_words.txt.inc"
    ;

}  // namespace

std::string_view builtin_name_words() { return kNameWords; }

}  // namespace textmill::entity_tagger
