#include "pipeline/held_log.hpp"

#include <utility>

namespace textmill::host {

StageLog HeldLog::of(std::size_t stage) {
  return [this, stage](int level, std::string_view name, std::string_view message) {
    {
      const std::lock_guard lock(mutex_);
      if (stage >= released_) {
        std::vector<Line>& lines = made_[stage] ? of_documents_ : of_making_[stage];
        lines.push_back({level, std::string(name), std::string(message)});
        return;
      }
    }
    log_(level, name, message);
  };
}

void HeldLog::made(std::size_t stage) {
  const std::lock_guard lock(mutex_);
  made_[stage] = 1;
}

void HeldLog::tell(std::vector<Line>& lines) {
  for (const Line& line : lines) log_(line.level, line.stage, line.message);
  lines.clear();
}

void HeldLog::release() {
  const std::lock_guard lock(mutex_);
  for (std::vector<Line>& lines : of_making_) tell(lines);
  tell(of_documents_);
  released_ = of_making_.size();
}

void HeldLog::release_up_to(std::size_t failed) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i <= failed; ++i) tell(of_making_[i]);
  released_ = failed + 1;
}

}  // namespace textmill::host
