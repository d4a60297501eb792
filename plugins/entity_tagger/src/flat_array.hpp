// Arrays that are filled at run time or were made when the plugin was built.
//
// What is made at build time is written as an image: arrays and numbers one behind the other, each at a
// multiple of 64 bytes and without pointers. At a start the arrays only look at it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace textmill::entity_tagger {

/// An array of its own, or a look at constants that outlive it. Only an array of its own may be changed.
template <class T>
class FlatArray {
 public:
  FlatArray() = default;
  FlatArray(FlatArray&& other) noexcept
      : own_(std::move(other.own_)), all_(std::exchange(other.all_, std::span<const T>())) {}
  FlatArray& operator=(FlatArray&& other) noexcept {
    own_ = std::move(other.own_);
    all_ = std::exchange(other.all_, std::span<const T>());
    return *this;
  }

  const T* data() const { return all_.data(); }
  std::size_t size() const { return all_.size(); }
  bool empty() const { return all_.empty(); }
  auto begin() const { return all_.begin(); }
  auto end() const { return all_.end(); }
  const T& operator[](std::size_t index) const { return all_[index]; }

  T& operator[](std::size_t index) { return own_[index]; }
  void push_back(const T& value) {
    own_.push_back(value);
    all_ = own_;
  }
  void append(std::span<const T> values) {
    own_.insert(own_.end(), values.begin(), values.end());
    all_ = own_;
  }
  void assign(std::size_t size, const T& value) {
    own_.assign(size, value);
    all_ = own_;
  }
  void reserve(std::size_t size) {
    own_.reserve(size);
    all_ = own_;
  }
  /// Looks at `constants` from now on.
  void look_at(std::span<const T> constants) { all_ = constants; }

 private:
  std::vector<T> own_;
  std::span<const T> all_;
};

constexpr std::size_t kImageAlignment = 64;  ///< of an image, of each array in it: a line of the cache

class ImageWriter {
 public:
  template <class T>
  void operator()(const FlatArray<T>& array) {
    static_assert(std::has_unique_object_representations_v<T>, "padding would make each build another");
    const std::uint64_t size = array.size();
    add(&size, sizeof size);
    add(array.data(), array.size() * sizeof(T));
  }
  void operator()(const std::uint64_t& number) { add(&number, sizeof number); }

  const std::string& image() const { return image_; }

 private:
  void add(const void* data, std::size_t size) {
    image_.append(static_cast<const char*>(data), size);
    image_.resize((image_.size() + kImageAlignment - 1) / kImageAlignment * kImageAlignment);
  }

  std::string image_;
};

/// Reads what an ImageWriter of the same build has written.
class ImageReader {
 public:
  /// `image` must stay where it is as long as what is read from it; at a multiple of kImageAlignment.
  explicit ImageReader(std::string_view image) : rest_(image) {}

  template <class T>
  void operator()(FlatArray<T>& array) {
    std::uint64_t size = 0;
    (*this)(size);
    array.look_at({reinterpret_cast<const T*>(take(size * sizeof(T))), size});
  }
  void operator()(std::uint64_t& number) { std::memcpy(&number, take(sizeof number), sizeof number); }

 private:
  const char* take(std::size_t size) {
    const char* const begin = rest_.data();
    rest_.remove_prefix((size + kImageAlignment - 1) / kImageAlignment * kImageAlignment);
    return begin;
  }

  std::string_view rest_;
};

}  // namespace textmill::entity_tagger
