// A host table that stands between a plugin and the host: it counts calls, lets one of them fail, and hands
// out text and layers in memory that cannot be written and ends at a page that cannot be read.
//
// The functions of the contract that concern a document are not given their table, so the probe at work is
// known to the whole process: there is one at a time, in a child process made for one check.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "document/abi_table.hpp"

namespace textmill::host {

/// The calls that can fail through no fault of the plugin, in the order of the table.
enum class HostCall {
  Option,
  ReadLayer,
  WriteLayer,
  Reserve,
  Add,
  Intern,
  SetString,
  SetAttribute,
  Attribute,
  Meta
};
inline constexpr std::size_t kHostCalls = 10;
const char* name_of(HostCall call);

/// Memory that is read-only once filled, and whose end is the end of the last page that may be read.
class GuardedMemory {
 public:
  GuardedMemory(const void* bytes, std::size_t size, std::size_t alignment);
  ~GuardedMemory();
  GuardedMemory(const GuardedMemory&) = delete;  // owns pages
  GuardedMemory& operator=(const GuardedMemory&) = delete;
  const void* data() const { return data_; }

 private:
  void* pages_ = nullptr;
  std::size_t size_ = 0;
  const void* data_ = nullptr;
};

class HostProbe {
 public:
  explicit HostProbe(StageHost& stage);
  ~HostProbe();
  HostProbe(const HostProbe&) = delete;  // the process knows its address
  HostProbe& operator=(const HostProbe&) = delete;

  const textmill_host& table() const { return table_; }

  /// Answers every extension with null.
  void offer_no_extensions() { table_.extension = no_extension; }
  /// Hands out copies in guarded memory until the next call of `release`.
  void guard(bool on) { guards_ = on; }
  void release() { guarded_.clear(); }
  /// Lets the `nth` call of this kind fail from now on counted, from 1.
  void fail(HostCall call, std::uint32_t nth);
  void fail_nothing() { failing_nth_ = 0; }
  /// True if the call that was to fail was made.
  bool failed() const { return failing_nth_ != 0 && seen_ >= failing_nth_; }

 private:
  static const void* no_extension(const textmill_host*, const char*) noexcept { return nullptr; }
  friend struct ProbeCalls;

  bool fails(HostCall call);
  const void* guarded(const void* bytes, std::size_t size, std::size_t alignment);

  textmill_host real_;
  textmill_host table_;
  bool guards_ = false;
  std::vector<std::unique_ptr<GuardedMemory>> guarded_;
  HostCall failing_ = HostCall::Option;
  std::uint32_t failing_nth_ = 0;
  std::uint32_t seen_ = 0;
};

}  // namespace textmill::host
