// What a stage is given when it is created: its options, typed and checked by the host, and the place
// of its own files.
//
// Options are declared as data in plugin.yaml (name, type, default, range, one sentence). Here they are
// only read. Asking for an option the manifest does not declare, or with the wrong type, is a bug of the
// plugin: it throws Error, which the host reports with the stage's name.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "textmill/abi.h"

namespace textmill {

/// Thrown by plugin code to fail: one sentence, lower case, no full stop. From a stage's constructor it
/// refuses the options, from `process` it sets this document aside. It never leaves the plugin.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, textmill_status status = TEXTMILL_ERROR)
      : std::runtime_error(message), message_(message), status_(status) {}
  textmill_status status() const { return status_; }
  /// The whole message; `what` ends at its first zero byte, which text out of a document may bring.
  const std::string& message() const { return message_; }

 private:
  std::string message_;
  textmill_status status_;
};

/// Thrown by `process` to leave a document out on purpose; the reason is counted in the report.
class Drop : public Error {
 public:
  explicit Drop(const std::string& reason) : Error(reason, TEXTMILL_DROP) {}
};

inline textmill_string to_abi(std::string_view s) { return {s.data(), s.size()}; }
inline std::string_view from_abi(textmill_string s) { return {s.ptr, s.len}; }

/// The options and surroundings of a stage being created. Use it only inside the constructor; copy
/// what you keep.
class Setup {
 public:
  Setup(const textmill_host* host, textmill_setup* setup) : host_(host), setup_(setup) {}

  bool flag(std::string_view name) const { return get(name, TEXTMILL_BOOL).as.boolean != 0; }
  std::int64_t integer(std::string_view name) const { return get(name, TEXTMILL_INTEGER).as.integer; }
  /// Number and percentage options; "3%" is 3.0.
  double number(std::string_view name) const { return get(name, TEXTMILL_NUMBER).as.number; }
  /// String, choice and path options; empty if not given and without default.
  std::string string(std::string_view name) const {
    const textmill_value value = raw(name);
    if (value.type == TEXTMILL_NULL) return {};
    return std::string(from_abi(typed(name, value, TEXTMILL_STRING).as.string));
  }
  /// Empty if not given and without default.
  std::vector<std::string> strings(std::string_view name) const {
    std::vector<std::string> list;
    const textmill_value value = raw(name);
    if (value.type == TEXTMILL_NULL) return list;
    typed(name, value, TEXTMILL_STRINGS);
    for (std::uint32_t i = 0; i < value.string_count; ++i) {
      list.emplace_back(from_abi(value.as.strings[i]));
    }
    return list;
  }
  /// False if the option was not given and has no default.
  bool has(std::string_view name) const { return raw(name).type != TEXTMILL_NULL; }

  /// Folder of the plugin's own files; absolute, without a slash at the end.
  std::string resource_dir() const { return std::string(from_abi(host_->resource_dir(setup_))); }

  /// Memory that all workers see, for what is remembered from document to document: zeros, aligned to a page,
  /// used without locks while others use it, and to change no result (textmill_memory says more). Valid as
  /// long as the model; null if the host has none.
  void* shared_memory(std::size_t bytes) const {
    const auto* memory = static_cast<const textmill_memory*>(host_->extension(host_, TEXTMILL_EXT_MEMORY));
    return memory ? memory->shared(setup_, bytes) : nullptr;
  }

  void warn(std::string_view message) const { host_->log(host_, TEXTMILL_LOG_WARNING, to_abi(message)); }

  const textmill_host* host() const { return host_; }

 private:
  textmill_value raw(std::string_view name) const {
    textmill_value value{};
    if (host_->option(setup_, to_abi(name), &value) != TEXTMILL_OK) {
      throw Error("option '" + std::string(name) + "' is read but not declared in plugin.yaml",
                  TEXTMILL_UNDECLARED);
    }
    return value;
  }
  static const textmill_value& typed(std::string_view name, const textmill_value& value, int type) {
    if (value.type != type) {
      throw Error("option '" + std::string(name) + "' is read with another type than plugin.yaml declares",
                  TEXTMILL_INVALID);
    }
    return value;
  }
  textmill_value get(std::string_view name, int type) const { return typed(name, raw(name), type); }

  const textmill_host* host_;
  textmill_setup* setup_;
};

}  // namespace textmill
