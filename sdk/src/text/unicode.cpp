#include "textmill/text/unicode.hpp"

namespace textmill::text::detail {

#include "unicode_tables.inc"

}  // namespace textmill::text::detail
