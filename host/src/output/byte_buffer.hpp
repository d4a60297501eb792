// Bytes that are only ever added to: a string's growth without its zeros. Room that nobody has written to
// takes no memory, and a large buffer grows by having its pages moved, not its bytes copied: a result of
// hundreds of megabytes is never there twice. Or bytes in memory that somebody lends, until they outgrow it.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace textmill::host {

class ByteBuffer {
 public:
  using value_type = char;

  ByteBuffer() = default;
  explicit ByteBuffer(std::string_view bytes) { append(bytes); }
  /// `size` bytes that stand at `data`, with room for `capacity`. `lender`, not null, is let go of when the
  /// buffer needs that memory no more.
  ByteBuffer(std::shared_ptr<void> lender, char* data, std::size_t size, std::size_t capacity)
      : data_(data), size_(size), capacity_(capacity), lender_(std::move(lender)) {}
  ByteBuffer(ByteBuffer&& other) noexcept { swap(other); }
  ByteBuffer& operator=(ByteBuffer&& other) noexcept {
    ByteBuffer(std::move(other)).swap(*this);
    return *this;
  }
  ByteBuffer(const ByteBuffer&) = delete;  // large; whoever needs a copy says so with `str`
  ByteBuffer& operator=(const ByteBuffer&) = delete;
  ~ByteBuffer() {
    if (!lender_) std::free(data_);
  }

  char* data() { return data_; }
  const char* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }
  operator std::string_view() const { return {data_, size_}; }
  friend bool operator==(const ByteBuffer& a, std::string_view b) { return std::string_view(a) == b; }
  std::string str() const { return {data_, size_}; }

  void clear() { size_ = 0; }  // keeps the memory
  /// Room for `count` bytes in all.
  void reserve(std::size_t count) {
    if (count > capacity_) grow(count);
  }
  /// Room for `count` more bytes, to be written from here on; `commit` says where they end.
  char* room_for(std::size_t count) {
    if (capacity_ - size_ < count) grow(size_ + count);
    return data_ + size_;
  }
  void commit(const char* end) { size_ = static_cast<std::size_t>(end - data_); }

  ByteBuffer& append(const char* bytes, std::size_t count) {
    char* to = room_for(count);
    if (count > 0) std::memcpy(to, bytes, count);
    size_ += count;
    return *this;
  }
  ByteBuffer& append(std::string_view bytes) { return append(bytes.data(), bytes.size()); }
  ByteBuffer& append(std::size_t count, char c) {
    char* to = room_for(count);
    if (count > 0) std::memset(to, c, count);
    size_ += count;
    return *this;
  }
  void push_back(char c) {
    *room_for(1) = c;
    ++size_;
  }
  ByteBuffer& operator+=(std::string_view bytes) { return append(bytes); }
  ByteBuffer& operator+=(char c) {
    push_back(c);
    return *this;
  }
  /// Takes away the first `count` bytes.
  void drop_front(std::size_t count) {
    size_ -= count;
    std::memmove(data_, data_ + count, size_);
  }

 private:
  static constexpr std::size_t kFirst = 256;

  void swap(ByteBuffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(lender_, other.lender_);
  }

  void grow(std::size_t wanted) {
    const std::size_t larger = capacity_ + capacity_ / 2;
    const std::size_t capacity = wanted > larger ? (wanted > kFirst ? wanted : kFirst) : larger;
    void* bigger = std::realloc(lender_ ? nullptr : data_, capacity);
    if (!bigger) throw std::bad_alloc();
    if (lender_) {
      std::memcpy(bigger, data_, size_);
      lender_.reset();
    }
    data_ = static_cast<char*>(bigger);
    capacity_ = capacity;
  }

  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::shared_ptr<void> lender_;  ///< null: the memory is the buffer's own
};

}  // namespace textmill::host
