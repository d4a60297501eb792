// Tables by language: most runs meet one language, and making those of all would be a tenth of a short one.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>

namespace textmill::text {

/// `kCount` values, each made when it is first asked for. Any thread.
template <class T, std::size_t kCount>
class OnceEach {
 public:
  /// The value of this number, which is `make()` at the first call.
  template <class Make>
  const T& get(std::size_t number, Make make) {
    if (const T* ready = ready_[number].load(std::memory_order_acquire)) return *ready;
    const std::lock_guard lock(mutex_);
    if (!values_[number]) {
      values_[number].emplace(make());
      ready_[number].store(&*values_[number], std::memory_order_release);
    }
    return *values_[number];
  }

 private:
  std::mutex mutex_;
  std::array<std::optional<T>, kCount> values_;
  std::array<std::atomic<const T*>, kCount> ready_{};
};

}  // namespace textmill::text
