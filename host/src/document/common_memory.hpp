// What a stage gets for `textmill.memory/1`.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace textmill::host {

/// Memory of zeros that a stage's workers have in common.
class CommonMemory {
 public:
  /// `in_processes`: so have those that are forked later.
  explicit CommonMemory(bool in_processes = false) : in_processes_(in_processes) {}
  ~CommonMemory();
  CommonMemory(const CommonMemory&) = delete;  // owns mappings
  CommonMemory& operator=(const CommonMemory&) = delete;
  /// Null if the system gives none.
  void* map(std::size_t bytes);

 private:
  bool in_processes_;
  std::vector<std::pair<void*, std::size_t>> mapped_;
};

}  // namespace textmill::host
