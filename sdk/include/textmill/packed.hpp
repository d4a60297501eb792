// Numbers and strings as bytes and back, for what a document contributes to a result over all documents
// (Document::emit). The bytes are for the same machine and the same build of the plugin: a run that is
// resumed with another build starts anew.
//
//   textmill::Packer packer;
//   packer.number(words).string(phrase);
//   document.emit(packer.bytes());
//
//   textmill::Unpacker rest(contribution);
//   while (!rest.empty()) { auto words = rest.number(); auto phrase = rest.string(); ... }
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "textmill/options.hpp"

namespace textmill {

class Packer {
 public:
  Packer& number(std::uint32_t number) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    bytes_.append(bytes, sizeof number);
    return *this;
  }
  /// Less than 4 GiB.
  Packer& string(std::string_view text) {
    number(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
    return *this;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Takes packed bytes apart from the front; they are borrowed. What asks for more than there is throws Error.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  bool empty() const { return rest_.empty(); }
  std::uint32_t number() {
    std::uint32_t number;
    std::memcpy(&number, take(sizeof number).data(), sizeof number);
    return number;
  }
  /// Valid as long as the bytes.
  std::string_view string() { return take(number()); }

 private:
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) throw Error("a contribution is cut short");
    const std::string_view front = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return front;
  }
  std::string_view rest_;
};

}  // namespace textmill
