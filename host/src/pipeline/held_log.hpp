// What stages say while their models are made, in one order however they were made.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/models.hpp"

namespace textmill::host {

/// Holds the messages of stages that are made side by side, and of those at work on documents meanwhile, and
/// tells them as if one stage had been made after the other and no document met before all were.
class HeldLog {
 public:
  HeldLog(StageLog log, std::size_t stages) : log_(std::move(log)), of_making_(stages), made_(stages) {}

  /// The log for one stage, by number; valid as long as this. Any thread.
  StageLog of(std::size_t stage);
  /// What this stage says from now on is about documents. Any thread.
  void made(std::size_t stage);
  /// All are made: tells what they said, then what was said about documents. Nothing is held any more.
  void release();
  /// Tells what the stages said up to this one, which could not be made, and nothing else any more.
  void release_up_to(std::size_t failed);

 private:
  struct Line {
    int level;
    std::string stage, message;
  };
  void tell(std::vector<Line>& lines);

  StageLog log_;
  std::mutex mutex_;
  std::vector<std::vector<Line>> of_making_;
  std::vector<Line> of_documents_;
  std::vector<char> made_;
  std::size_t released_ = 0;  ///< stages whose messages are not held
};

}  // namespace textmill::host
