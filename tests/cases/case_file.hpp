// Our own case files: textmill/testkit/cases.hpp has their form.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <textmill/testkit/cases.hpp>

namespace textmill::cases {

using testkit::Case;
using testkit::visible;

/// Fails the running test with a report of the cases that do not hold.
inline void check_case_files(const std::string& folder,
                             const std::function<std::string(const Case&)>& actual) {
  const std::string report = testkit::check_cases(folder, actual);
  EXPECT_TRUE(report.empty()) << report;
}

}  // namespace textmill::cases
