#include "engine/slowest.hpp"

#include <algorithm>

namespace textmill::host {

void SlowestDocuments::add(SlowDocument document) {
  if (!wants(document.wall_ns)) return;
  const auto at = std::find_if(list_.begin(), list_.end(),
                               [&](const SlowDocument& other) { return other.wall_ns < document.wall_ns; });
  list_.insert(at, std::move(document));
  if (list_.size() > kKept) list_.pop_back();
}

}  // namespace textmill::host
