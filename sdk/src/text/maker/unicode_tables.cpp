// Makes unicode_tables.inc from the files of the Unicode Character Database.
//
//   unicode_tables /usr/share/unicode > unicode_tables.inc        (Debian package unicode-data)
#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr unsigned kCodePoints = 0x110000;
constexpr unsigned kBlock = 128;

using Names = std::vector<std::string>;

const Names kWordBreak = {"Other",     "CR",           "LF",
                          "Newline",   "Extend",       "ZWJ",
                          "Format",    "Katakana",     "Hebrew_Letter",
                          "ALetter",   "Single_Quote", "Double_Quote",
                          "MidNumLet", "MidLetter",    "MidNum",
                          "Numeric",   "ExtendNumLet", "Regional_Indicator",
                          "WSegSpace"};
const Names kSentenceBreak = {"Other", "CR",      "LF",      "Extend", "Sep",       "Format", "Sp",   "Lower",
                              "Upper", "OLetter", "Numeric", "ATerm",  "SContinue", "STerm",  "Close"};
const Names kCategory = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd",
                         "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
                         "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"};
const Names kScript = {"Other", "Latin", "Greek", "Cyrillic", "Hebrew", "Arabic",   "Devanagari", "Armenian",
                       "Thai",  "Lao",   "Khmer", "Myanmar",  "Han",    "Hiragana", "Katakana",   "Hangul"};

// Word_Break, Sentence_Break, General_Category, Script, Extended_Pictographic, Emoji_Presentation.
using Record = std::array<std::uint8_t, 6>;

std::string trimmed(const std::string& s) {
  const auto begin = s.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return {};
  return s.substr(begin, s.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string> fields_of(std::string line) {
  line = line.substr(0, line.find('#'));
  std::vector<std::string> fields;
  std::stringstream in(line);
  for (std::string field; std::getline(in, field, ';');) fields.push_back(trimmed(field));
  return fields;
}

char32_t code_point(const std::string& hex) { return static_cast<char32_t>(std::stoul(hex, nullptr, 16)); }

void each_line(const std::string& path, const std::function<void(const std::vector<std::string>&)>& use) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  for (std::string line; std::getline(in, line);) {
    const auto fields = fields_of(line);
    if (fields.size() > 1) use(fields);
  }
}

/// Calls `use` for every code point of a file of "first..last ; value" lines.
void each_value(const std::string& path, const std::function<void(char32_t, const std::string&)>& use) {
  each_line(path, [&](const std::vector<std::string>& fields) {
    const auto dots = fields[0].find("..");
    const char32_t first = code_point(fields[0].substr(0, dots));
    const char32_t last = dots == std::string::npos ? first : code_point(fields[0].substr(dots + 2));
    for (char32_t c = first; c <= last; ++c) use(c, fields[1]);
  });
}

std::uint8_t number_of(const Names& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? 0 : static_cast<std::uint8_t>(found - names.begin());
}

std::vector<Record> read_properties(const std::string& dir) {
  std::vector<Record> table(kCodePoints, Record{});
  const auto column = [&](const char* file, std::size_t at, const Names& names) {
    each_value(dir + file,
               [&, at](char32_t c, const std::string& value) { table[c][at] = number_of(names, value); });
  };
  column("/auxiliary/WordBreakProperty.txt", 0, kWordBreak);
  column("/auxiliary/SentenceBreakProperty.txt", 1, kSentenceBreak);
  column("/extracted/DerivedGeneralCategory.txt", 2, kCategory);
  column("/Scripts.txt", 3, kScript);
  each_value(dir + "/emoji/emoji-data.txt", [&](char32_t c, const std::string& value) {
    if (value == "Extended_Pictographic") table[c][4] = 1;
    if (value == "Emoji_Presentation") table[c][5] = 1;
  });
  return table;
}

template <class Values>
void print_numbers(const char* declaration, const Values& values) {
  std::cout << declaration << " = {";
  std::size_t at = 0;
  for (const auto value : values) std::cout << (at++ % 24 == 0 ? "\n" : "") << +value << ",";
  std::cout << "};\n\n";
}

void print_properties(const std::vector<Record>& table) {
  std::map<Record, std::uint8_t> numbers;
  std::vector<Record> records;
  std::map<std::vector<std::uint8_t>, std::uint16_t> block_numbers;
  std::vector<std::uint8_t> record_of;
  std::vector<std::uint16_t> block_of;
  for (unsigned start = 0; start < kCodePoints; start += kBlock) {
    std::vector<std::uint8_t> block;
    for (unsigned c = start; c < start + kBlock; ++c) {
      const auto [found, fresh] = numbers.emplace(table[c], static_cast<std::uint8_t>(records.size()));
      if (fresh) records.push_back(table[c]);
      block.push_back(found->second);
    }
    const auto [found, fresh] =
        block_numbers.emplace(block, static_cast<std::uint16_t>(block_numbers.size()));
    if (fresh) record_of.insert(record_of.end(), block.begin(), block.end());
    block_of.push_back(found->second);
  }
  if (records.size() > 256) throw std::runtime_error("more than 256 kinds of code points");
  print_numbers("const std::uint16_t kPropertyBlocks[]", block_of);
  print_numbers("const std::uint8_t kPropertyRecords[]", record_of);
  std::cout << "const Properties kProperties[] = {\n";
  for (const Record& r : records) {
    std::cout << "{WordBreak{" << +r[0] << "},SentenceBreak{" << +r[1] << "},Category{" << +r[2]
              << "},Script{" << +r[3] << "}," << +r[4] << "," << +r[5] << "},\n";
  }
  std::cout << "};\n\n";
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string dir = argc > 1 ? argv[1] : "/usr/share/unicode";
  const auto table = read_properties(dir);
  std::cout
      << "// Made by maker/unicode_tables.cpp from the Unicode Character Database 15.0.0; do not edit.\n"
         "// Copyright 1991-2022 Unicode, Inc., https://www.unicode.org/license.txt\n\n";
  print_properties(table);
  return 0;
} catch (const std::exception& e) {
  std::cerr << "unicode_tables: " << e.what() << '\n';
  return 1;
}
