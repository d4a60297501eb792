// Memory for the small strings of one document: handed out by moving a pointer, given back all at once.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace textmill::host {

/// Hands out bytes that live until `reset`. Not for several threads.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;  // views into it would still name the original
  Arena& operator=(const Arena&) = delete;

  /// Copies `text`; the view is valid until `reset`.
  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* to = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

  /// `alignment` is a power of two, at most that of operator new.
  void* allocate(std::size_t bytes, std::size_t alignment) {
    std::size_t at = (used_ + alignment - 1) & ~(alignment - 1);
    if (blocks_.empty() || at + bytes > blocks_.back().size) {
      grow(bytes);
      at = 0;
    }
    used_ = at + bytes;
    return blocks_.back().bytes.get() + at;
  }

  /// Makes all memory available again; keeps one block so that the usual document allocates nothing.
  void reset() {
    if (blocks_.size() > 1) blocks_.erase(blocks_.begin(), blocks_.end() - 1);
    if (!blocks_.empty() && blocks_.back().size > kKeptBlock) blocks_.clear();
    used_ = 0;
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  static constexpr std::size_t kFirstBlock = 16 << 10;
  static constexpr std::size_t kKeptBlock = 1 << 20;

  void grow(std::size_t bytes) {
    const std::size_t last = blocks_.empty() ? kFirstBlock / 2 : blocks_.back().size;
    const std::size_t size = std::max(bytes, std::min(2 * last, kKeptBlock));
    blocks_.push_back({std::unique_ptr<char[]>(new char[size]), size});
  }

  std::vector<Block> blocks_;
  std::size_t used_ = 0;
};

}  // namespace textmill::host
