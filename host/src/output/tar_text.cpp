#include "output/tar_text.hpp"

#include <cassert>
#include <cstdio>
#include <cstring>

namespace textmill::host {
namespace {

constexpr std::size_t kBlock = 512;

/// The header block, field by field as POSIX.1-1988 has it.
struct Header {
  char name[100] = {};
  char mode[8] = {'0', '0', '0', '0', '6', '4', '4'};
  char owner[8] = {'0', '0', '0', '0', '0', '0', '0'};
  char group[8] = {'0', '0', '0', '0', '0', '0', '0'};
  char size[12] = {};
  char time[12] = {'0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0'};
  char checksum[8] = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
  char type = '0';
  char link[100] = {};
  char magic[6] = {'u', 's', 't', 'a', 'r'};
  char version[2] = {'0', '0'};
  char rest[247] = {};
};
static_assert(sizeof(Header) == kBlock);

}  // namespace

void put_tar_member(ByteBuffer& out, std::string_view name, std::string_view content) {
  assert(!name.empty() && name.size() <= sizeof(Header::name));
  Header header;
  std::memcpy(header.name, name.data(), name.size());
  std::snprintf(header.size, sizeof header.size, "%011llo", static_cast<unsigned long long>(content.size()));
  unsigned sum = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(&header);
  for (std::size_t i = 0; i < kBlock; ++i) sum += bytes[i];
  std::snprintf(header.checksum, sizeof header.checksum, "%06o", sum);
  out.append(reinterpret_cast<const char*>(&header), kBlock);
  out += content;
  out.append((kBlock - content.size() % kBlock) % kBlock, '\0');
}

void put_tar_end(ByteBuffer& out) { out.append(2 * kBlock, '\0'); }

}  // namespace textmill::host
