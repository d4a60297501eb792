#include "textmill/testkit/cases.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "textmill/text/fold.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::testkit {
namespace {

constexpr std::string_view kTitleMark = "===";
constexpr std::string_view kPartMark = "---";

/// The lines of one case as they stand in the file.
struct RawCase {
  int line = 0;
  std::string title;
  std::vector<std::string> parts[3];  // options, input, expected
  std::vector<std::string> comments;  // before the title
};

struct RawFile {
  std::vector<std::string> head;
  std::vector<RawCase> cases;
};

[[noreturn]] void refuse(const std::string& path, int line, const std::string& why) {
  throw std::runtime_error(path + ":" + std::to_string(line) + ": " + why);
}

RawFile read_raw(const std::string& path) {
  std::ifstream in(path);
  if (!in) refuse(path, 0, "cannot be read");
  RawFile file;
  std::vector<std::string> comments;
  std::size_t part = 0;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with(kTitleMark)) {
      if (!file.cases.empty() && part != 2) refuse(path, number, "the case before has no two lines '---'");
      file.cases.push_back({number, line.substr(std::min(line.size(), kTitleMark.size() + 1)), {}, comments});
      comments.clear();
      part = 0;
    } else if (file.cases.empty()) {
      file.head.push_back(line);
    } else if (line == kPartMark) {
      if (++part > 2) refuse(path, number, "a third line '---' in one case");
    } else if (part == 2 && line.starts_with("# ")) {
      comments.push_back(line);
    } else {
      file.cases.back().parts[part].push_back(line);
    }
  }
  if (!file.cases.empty() && part != 2) refuse(path, number, "the last case has no two lines '---'");
  return file;
}

std::string joined(std::vector<std::string> lines) {
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

std::string with_code_points(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.compare(at, 3, "{U+") == 0 ? text.find('}', at) : std::string::npos;
    if (end == std::string::npos) {
      out += text[at++];
      continue;
    }
    text::append_utf8(static_cast<char32_t>(std::stoul(text.substr(at + 3, end - at - 3), nullptr, 16)), out);
    at = end + 1;
  }
  return out;
}

Case case_of(const std::string& path, const RawCase& raw) {
  Case c;
  c.title = raw.title;
  c.line = raw.line;
  for (const std::string& option : raw.parts[0]) {
    const std::size_t colon = option.find(": ");
    if (option.empty()) continue;
    if (colon == std::string::npos) refuse(path, raw.line, "'" + option + "' is not of the form name: value");
    c.options[option.substr(0, colon)] = option.substr(colon + 2);
  }
  c.input = with_code_points(joined(raw.parts[1]));
  c.expected = joined(raw.parts[2]);
  return c;
}

void write_updated(const std::string& path, const RawFile& file, const std::vector<std::string>& outputs) {
  std::ofstream out(path);
  for (const std::string& line : file.head) out << line << '\n';
  for (std::size_t i = 0; i < file.cases.size(); ++i) {
    const RawCase& raw = file.cases[i];
    for (const std::string& line : raw.comments) out << line << '\n';
    out << kTitleMark << ' ' << raw.title << '\n';
    for (const std::string& line : raw.parts[0]) out << line << '\n';
    out << kPartMark << '\n' << joined(raw.parts[1]) << '\n' << kPartMark << '\n';
    if (!outputs[i].empty()) out << outputs[i] << '\n';
    if (i + 1 < file.cases.size()) out << '\n';
  }
}

/// What was expected and what came, a line each with its sign, as `diff` shows them.
std::string difference(const std::string& expected, const std::string& actual) {
  std::string out;
  for (const auto& [sign, text] : {std::pair("-", expected), std::pair("+", actual)}) {
    std::size_t at = 0;
    do {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      out += "  " + std::string(sign) + text.substr(at, end - at) + "\n";
      at = end + 1;
    } while (at <= text.size());
  }
  return out;
}

std::string check_file(const std::string& path, const std::function<std::string(const Case&)>& actual) {
  const RawFile file = read_raw(path);
  if (file.cases.empty()) return path + " has no cases\n";
  const bool update = std::getenv("TEXTMILL_UPDATE_CASES") != nullptr;
  std::string report;
  std::vector<std::string> outputs;
  for (const RawCase& raw : file.cases) {
    const Case c = case_of(path, raw);
    outputs.push_back(actual(c));
    if (update || outputs.back() == c.expected) continue;
    report +=
        path + ":" + std::to_string(c.line) + ": " + c.title + "\n" + difference(c.expected, outputs.back());
  }
  if (update) write_updated(path, file, outputs);
  return report;
}

}  // namespace

std::string Case::option(const std::string& name, const std::string& otherwise) const {
  const auto found = options.find(name);
  return found == options.end() ? otherwise : found->second;
}

std::vector<Case> read_cases(const std::string& path) {
  std::vector<Case> cases;
  for (const RawCase& raw : read_raw(path).cases) cases.push_back(case_of(path, raw));
  return cases;
}

std::string visible(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    const text::Category category = text::properties(next.code_point).category;
    const bool unseen = category >= text::Category::Zs && category <= text::Category::Cf &&
                        next.code_point != ' ' && next.code_point != '\n' && next.code_point != '\t';
    if (unseen) {
      char buffer[16];
      std::snprintf(buffer, sizeof buffer, "{U+%04X}", static_cast<unsigned>(next.code_point));
      out += buffer;
    } else {
      out.append(text, at, next.length);
    }
    at += next.length;
  }
  return out;
}

std::string check_cases(const std::string& folder, const std::function<std::string(const Case&)>& actual) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt" && entry.path().filename() != "CMakeLists.txt")
      paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::string report = paths.empty() ? folder + " has no *.txt file\n" : std::string();
  for (const std::string& path : paths) report += check_file(path, actual);
  return report;
}

}  // namespace textmill::testkit
