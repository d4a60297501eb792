// Work on several plugins at once, where a start would wait for one after the other.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <future>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace textmill::host {

/// Calls `each` with all numbers below `count`, in any order and on as many threads as help, and returns when
/// all calls have. `each` must not throw.
template <class Each>
void in_parallel(std::size_t count, Each each) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) each(i);
  };
  const std::size_t threads =  // asking for the processors reads a file
      count < 2 ? count : std::min<std::size_t>(count, std::thread::hardware_concurrency());
  std::vector<std::future<void>> helpers;
  for (std::size_t i = 1; i < threads; ++i)
    helpers.push_back(std::async(std::launch::async | std::launch::deferred, work));
  work();
  for (std::future<void>& helper : helpers) helper.get();
}

/// The places of the files, those first that may take longest: nobody should wait for one that was begun
/// last.
inline std::vector<std::size_t> largest_first(const std::vector<std::string>& paths) {
  std::vector<std::pair<std::uintmax_t, std::size_t>> sizes;
  for (const std::string& path : paths) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    sizes.emplace_back(error ? 0 : size, sizes.size());
  }
  std::stable_sort(sizes.begin(), sizes.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::size_t> order;
  for (const auto& [size, place] : sizes) order.push_back(place);
  return order;
}

}  // namespace textmill::host
