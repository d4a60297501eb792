// How a function reports that it could not do its work: a code to branch on, a sentence to read.
//
//   Result<int> parse(std::string_view text);
//   auto number = parse("x");
//   if (!number) return number.error();     // a Status
//   use(*number);
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>

namespace textmill {

enum class Code {
  Ok,
  Drop,        ///< leave the document out on purpose
  Error,       ///< this document or this value cannot be handled
  Invalid,     ///< a contract was broken
  Undeclared,  ///< not in the manifest
  NoMemory,
  Cancelled,    ///< a deadline has passed
  Absent,       ///< an optional thing is not there
  BadUsage,     ///< the command line
  BadPipeline,  ///< the pipeline file
  BadPlugin,    ///< a plugin cannot be loaded or created
  BadInput,     ///< an input cannot be read to its end
  BadOutput,    ///< the output cannot be written
};

/// Ok, or a code with one sentence: where, what, what was expected; lower case, no full stop.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Code code, std::string message) : code_(code), message_(std::move(message)) {}

  bool ok() const { return code_ == Code::Ok; }
  explicit operator bool() const { return ok(); }
  Code code() const { return code_; }
  const std::string& message() const { return message_; }

  friend bool operator==(const Status& a, const Status& b) {
    return a.code_ == b.code_ && a.message_ == b.message_;
  }

 private:
  Code code_ = Code::Ok;
  std::string message_;
};

/// Short for a failed Status with Code::Error.
inline Status failure(std::string message) { return {Code::Error, std::move(message)}; }

/// A value, or the Status that says why there is none. Member names are those of std::expected.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}         // NOLINT(google-explicit-constructor)
  Result(Status status) : status_(std::move(status)) {  // NOLINT(google-explicit-constructor)
    assert(!status_.ok() && "a Result without a value needs a failed Status");
  }

  bool has_value() const { return value_.has_value(); }
  explicit operator bool() const { return has_value(); }

  T& value() & { return *value_; }
  const T& value() const& { return *value_; }
  T&& value() && { return std::move(*value_); }
  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return std::move(*value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }

  /// Ok if there is a value.
  const Status& error() const { return status_; }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace textmill
