// The file of documents that were set aside: one JSON line each, with where the document is, the stage
// and the reason, so that it can be found, replayed and reported.
#pragma once

#include <memory>
#include <string>

#include "engine/batch_result.hpp"
#include "output/sink.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

class Quarantine {
 public:
  /// Nothing is created before the first document is set aside. An empty path: nothing is written.
  explicit Quarantine(std::string path) : path_(std::move(path)) {}

  /// Takes note of a set-aside or dropped document; a warning is passed over.
  Status add(const Notice& notice);
  /// Gives the file its name, or removes an older one if nothing was set aside.
  Status finish();

 private:
  std::string path_;
  std::unique_ptr<Sink> sink_;
};

}  // namespace textmill::host
