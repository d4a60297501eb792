#include "plugins/elf_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "textmill/abi.h"

namespace textmill::host {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string good_plugin() { return read_file(std::string(BAD_PLUGINS) + "/good.so"); }

/// Asks everything there is to ask.
void read_all(const std::string& bytes) {
  const auto elf = ElfFile::open(ElfSource::memory(bytes));
  if (!elf) return;
  (void)elf->section(TEXTMILL_MANIFEST_SECTION, 1 << 20);
  (void)elf->build_id();
  (void)elf->links();
  for (const ElfSymbol& symbol : elf->symbols()) (void)elf->bytes_at(symbol.address, 16);
}

TEST(ElfFile, ReadsManifestLinksAndSymbols) {
  const std::string bytes = good_plugin();
  const auto elf = ElfFile::open(ElfSource::memory(bytes));
  ASSERT_TRUE(elf) << elf.error().message();
  EXPECT_THAT(elf->section(TEXTMILL_MANIFEST_SECTION, 1 << 20).value(),
              HasSubstr("textmill_plugin: 1\nid: good\n"));
  EXPECT_EQ(elf->section(TEXTMILL_MANIFEST_SECTION, 10), std::nullopt);
  EXPECT_EQ(elf->section(".not_there", 10), std::nullopt);
  EXPECT_THAT(elf->links().needed, Contains(HasSubstr("libc.so")));
  std::vector<std::string> defined;
  for (const ElfSymbol& symbol : elf->symbols()) {
    if (symbol.defined) defined.push_back(symbol.name);
  }
  EXPECT_THAT(defined, ::testing::ElementsAre("textmill_plugin_v1"));
}

TEST(ElfFile, SaysWhatAFileIsInstead) {
  const auto problem = [](const std::string& bytes) {
    return ElfFile::open(ElfSource::memory(bytes)).error().message();
  };
  EXPECT_THAT(problem(""), HasSubstr("no ELF header"));
  EXPECT_THAT(problem("#!/bin/sh\n# a script of more than sixteen bytes\n"), HasSubstr("no ELF header"));
  EXPECT_THAT(problem(read_file("/proc/self/exe").replace(16, 2, std::string("\1\0", 2))),
              HasSubstr("object file"));
  EXPECT_THAT(problem(good_plugin().substr(0, 100)), HasSubstr("cut short"));
  EXPECT_THAT(problem(good_plugin().replace(18, 2, std::string("\x16\0", 2))), HasSubstr("built for s390x"));
}

TEST(ElfFile, SurvivesEveryTruncation) {
  const std::string bytes = good_plugin();
  for (std::size_t size = 0; size < bytes.size(); size += size < 4096 ? 1 : 61)
    read_all(bytes.substr(0, size));
}

TEST(ElfFile, SurvivesDamage) {
  const std::string good = good_plugin();
  std::mt19937 random(20260101);
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = good;
    const bool in_tables = round % 2 == 0;  // the section table is at the end, the header at the front
    for (int change = 0; change < 4; ++change) {
      const std::size_t at =
          in_tables && change % 2 == 0 ? bytes.size() - 1 - random() % 2048 : random() % 1024;
      bytes[at] = static_cast<char>(random() % 4 == 0 ? 0xFF : random());
    }
    read_all(bytes);
  }
}

TEST(ElfFile, ReadsFromADescriptorToo) {
  const std::string path = std::string(BAD_PLUGINS) + "/good.so";
  std::FILE* file = std::fopen(path.c_str(), "rb");
  ASSERT_NE(file, nullptr);
  EXPECT_TRUE(ElfFile::open(ElfSource::file(fileno(file))));
  std::fclose(file);
}

}  // namespace
}  // namespace textmill::host
