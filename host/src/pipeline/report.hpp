// Where the parts of a pipeline file's check put what is wrong.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "yaml/node.hpp"

namespace textmill::host {

/// The problems of one file. Places whose value came from a parameter say so.
class Report {
 public:
  Report(std::string file, yaml::Problems& problems) : file_(std::move(file)), problems_(problems) {}

  void add(yaml::Mark mark, const std::string& path, const std::string& what) {
    if (silent_.contains({mark.line, mark.column})) return;
    const auto source = sources_.find({mark.line, mark.column});
    problems_.add(file_, mark, path,
                  source == sources_.end() ? what : what + " (from " + source->second + ")");
  }
  /// Keeps quiet about the value at `mark` from now on: what is wrong with it has been said.
  void silence(yaml::Mark mark) { silent_.insert({mark.line, mark.column}); }
  /// Says that the value at `mark` was made from `source`, such as "${params.x}, given with --set".
  void set_source(yaml::Mark mark, std::string source) {
    sources_[{mark.line, mark.column}] = std::move(source);
  }

  /// Where a value comes from, for people: "line 4" or "line 4, ${params.x}, ...".
  std::string origin(yaml::Mark mark) const {
    const std::string line = "line " + std::to_string(mark.line);
    const auto source = sources_.find({mark.line, mark.column});
    return source == sources_.end() ? line : line + ", " + source->second;
  }
  const std::string& file() const { return file_; }
  bool empty() const { return problems_.empty(); }

 private:
  std::string file_;
  yaml::Problems& problems_;
  using Place = std::pair<std::uint32_t, std::uint32_t>;
  std::map<Place, std::string> sources_;
  std::set<Place> silent_;
};

}  // namespace textmill::host
