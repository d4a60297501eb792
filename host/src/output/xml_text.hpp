// Text as it may stand in XML 1.0.
#pragma once

#include <string>
#include <string_view>

#include "output/byte_buffer.hpp"

namespace textmill::host {

/// Appends valid UTF-8 for an attribute in double quotes or for an element's content. What XML cannot hold
/// (control characters, U+FFFE and U+FFFF) becomes U+FFFD; line breaks and tabs are kept, by their numbers.
void put_xml(std::string& out, std::string_view text);
void put_xml(ByteBuffer& out, std::string_view text);

/// ` name="value"`.
void put_attribute(std::string& out, std::string_view name, std::string_view value);
void put_attribute(ByteBuffer& out, std::string_view name, std::string_view value);

}  // namespace textmill::host
