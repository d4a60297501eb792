// Starts programs for a process that may not: a helper, forked before the worker is confined, which does
// nothing but start a program when it is asked and say how the last one ended.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace textmill::exec {

/// A descriptor that is closed with the object.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { reset(); }
  int get() const { return fd_; }
  int release();
  void reset();

 private:
  int fd_ = -1;
};

struct Launched {
  int error = 0;  ///< errno if the program could not be started
  pid_t pid = -1;
  Descriptor input;   ///< goes to its standard input
  Descriptor output;  ///< comes from its standard output
};

class Launcher {
 public:
  /// Throws textmill::Error if there can be no helper. What `arguments` start may allocate `memory_bytes`.
  Launcher(std::vector<std::string> arguments, std::int64_t memory_bytes);
  ~Launcher();
  Launcher(const Launcher&) = delete;  // owns the helper
  Launcher& operator=(const Launcher&) = delete;

  /// Starts the program; one that still runs is killed before.
  Launched launch();
  /// Kills the program if it still runs, and says how it ended: "ended with exit code 3".
  std::string end(pid_t program);

 private:
  Descriptor control_;
  pid_t helper_ = -1;
};

}  // namespace textmill::exec
