// What documents contribute to results over all of them, kept in input order until the run is complete.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/channel.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// Appends one contribution in the form that is sent between processes and kept in the file.
void append_contribution(std::uint32_t slot, std::string_view id, std::string_view bytes, std::string& out);

/// Calls `each` for the contributions in `bytes` until one fails; Code::Error too for what was not made by
/// append_contribution.
using EachContribution =
    std::function<Status(std::uint32_t slot, std::string_view id, std::string_view bytes)>;
Status read_contributions(std::string_view bytes, const EachContribution& each);

/// A file of contributions. It grows with the output and is read once, at the end.
class ContributionFile {
 public:
  /// Opens `path`, cut to `keep_bytes`; a file without a name in the folder for temporary files if empty.
  static Result<ContributionFile> open(const std::string& path, std::uint64_t keep_bytes);

  std::uint64_t bytes() const { return bytes_; }
  Status write(std::string_view contributions);
  Status sync();
  /// Gives everything back in pieces of about a megabyte, each of whole contributions.
  Status read_back(const std::function<Status(std::string_view contributions)>& each) const;

 private:
  Status failed() const;

  Descriptor file_;
  std::string name_;
  std::uint64_t bytes_ = 0;
};

}  // namespace textmill::host
