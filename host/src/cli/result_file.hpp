// Results that were written as JSON Lines, read back.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "textmill/status.hpp"

namespace textmill::host {

struct ResultSpan {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::string label;
  std::string text;                             ///< if the file has it
  std::map<std::string, std::string> features;  ///< as JSON; parent rows and scores are not among them
};

struct ResultDocument {
  std::string id;
  std::string place;                              ///< "results.jsonl:3"
  std::string text;                               ///< if the file has it and counts in bytes
  std::map<std::string, std::string> attributes;  ///< as JSON
  std::map<std::string, std::vector<ResultSpan>> layers;
};

/// The documents of a file that `run --format jsonl` wrote, plain or compressed, one after the other.
class ResultFile {
 public:
  static Result<ResultFile> open(const std::string& path);
  ResultFile(ResultFile&&) noexcept;
  ~ResultFile();
  /// Nothing at the end; fails, with the place, for a line that is no result.
  Result<std::optional<ResultDocument>> next();

 private:
  struct State;
  explicit ResultFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace textmill::host
