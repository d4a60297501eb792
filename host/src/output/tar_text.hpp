// Small files as members of a tar archive (POSIX ustar), which is a plain sequence: archives in the making
// can be put one behind the other.
#pragma once

#include <string_view>

#include "output/byte_buffer.hpp"

namespace textmill::host {

/// Appends a member. `name` has 1 to 100 bytes, `content` less than 8 GiB. Owner, group and time are 0, so
/// the same members are the same bytes.
void put_tar_member(ByteBuffer& out, std::string_view name, std::string_view content);

/// What ends an archive.
void put_tar_end(ByteBuffer& out);

}  // namespace textmill::host
