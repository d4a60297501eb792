#include "plugins/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::string plugin(const std::string& name) { return std::string(BAD_PLUGINS) + "/" + name + ".so"; }
std::string refusal(const std::string& path) { return inspect_plugin(path, "--plugin").refusal; }

/// A folder of its own, and no plugins from the surroundings.
class PluginFolder : public ::testing::Test {
 protected:
  PluginFolder() : folder_(fs::temp_directory_path() / ("textmill-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
    setenv("TEXTMILL_PLUGIN_PATH", "", 1);
    setenv("XDG_DATA_HOME", "/nonexistent", 1);
  }
  ~PluginFolder() override { fs::remove_all(folder_); }

  std::string copy(const std::string& name, const std::string& as) {
    const fs::path to = folder_ / as;
    fs::create_directories(to.parent_path());
    fs::copy_file(plugin(name), to);
    return to.string();
  }
  Catalog search(std::vector<std::string> files, std::vector<std::string> folders = {}) {
    CatalogOptions options;
    options.plugin_files = std::move(files);
    options.plugin_dirs = std::move(folders);
    return Catalog::search(options);
  }

  fs::path folder_;
};

TEST_F(PluginFolder, UsableFileGivesItsManifest) {
  const Catalog catalog = search({plugin("good")});
  ASSERT_EQ(catalog.entries().size(), 1U);
  const CatalogEntry& entry = catalog.entries()[0];
  EXPECT_TRUE(entry.usable()) << entry.refusal;
  EXPECT_EQ(entry.manifest->id, "good");
  EXPECT_EQ(entry.origin, "--plugin");
  EXPECT_EQ(entry.build_id.size(), 40U);
  EXPECT_THAT(catalog.refused_files(), IsEmpty());
  EXPECT_EQ(catalog.find_stage("good").stage->id, "good");
  EXPECT_EQ(catalog.find_stage("good/good").plugin, &entry);
  ASSERT_EQ(catalog.named_stages().size(), 1U);
  EXPECT_EQ(catalog.named_stages()[0].plugin, &entry);
  EXPECT_EQ(catalog.find_stage("other/good").stage, nullptr);
}

TEST(InspectPlugin, RefusesEachWithItsReason) {
  struct Row {
    const char* name;
    const char* reason;
  };
  for (const Row& row : {
           Row{"no_symbol", "exports no symbol textmill_plugin_v1"},
           Row{"function_symbol", "as a function, not as a table"},
           Row{"wrong_major",
               "needs plugin ABI 999.0, but this textmill offers 1.0; rebuild it with the SDK of textmill "},
           Row{"newer_minor", "needs plugin ABI 1.99, but this textmill offers 1.0"},
           Row{"newer_manifest", "needs plugin ABI 1.99, but this textmill offers 1.0"},
           Row{"wrong_machine", "is built for RISC-V, but this textmill runs on "},
           Row{"wrong_class", "is a 32-bit library"},
           Row{"no_manifest",
               "is not a plugin of textmill: it has no manifest (ELF section .textmill_manifest)"},
           Row{"broken_manifest", "plugin.yaml:4:1: unknown key 'license'; did you mean 'licence'?"},
           Row{"broken_manifest",
               "plugin.yaml:8:16: stages[0].threading: expected per-worker, concurrent or serial, found "
               "'paralel'"},
           Row{"undefined_symbol", "has the undefined symbol not_there"},
           Row{"missing_library",
               "needs the shared library libtextmill_absent.so, which is not on this machine"},
           Row{"absent", "there is no such file"},
           Row{"draft_listed",
               "uses the draft 'textmill.source/draft-1', which may change or be gone in the next release; "
               "--allow-drafts loads it all the same"},
           Row{"draft_of_old",
               "uses the draft 'textmill.source/draft-0', which this textmill does not offer; did you mean "
               "'textmill.source/draft-1'?"},
       }) {
    EXPECT_THAT(refusal(plugin(row.name)), AllOf(StartsWith(plugin(row.name) + ": "), HasSubstr(row.reason)));
  }
}

TEST_F(PluginFolder, RefusesWhatIsNoLibrary) {
  const std::string text = (folder_ / "text.so").string();
  std::ofstream(text) << "not a library";
  EXPECT_THAT(refusal(text), HasSubstr("is not a shared library"));
  std::ofstream(folder_ / "empty.so").flush();
  EXPECT_THAT(refusal((folder_ / "empty.so").string()), HasSubstr("is not a shared library"));
  EXPECT_THAT(refusal(folder_.string()), HasSubstr("is not a regular file"));
  const std::string pipe = (folder_ / "pipe.so").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(refusal(pipe), HasSubstr("is not a regular file"));
}

TEST_F(PluginFolder, RefusesFilesAndFoldersEverybodyMayWriteTo) {
  const std::string file = copy("good", "safe/good.so");
  EXPECT_EQ(refusal(file), "");
  chmod(file.c_str(), 0666);
  EXPECT_THAT(refusal(file), AllOf(HasSubstr("is insecure: everybody may write to the file"),
                                   HasSubstr("--allow-insecure-plugins")));
  chmod(file.c_str(), 0644);

  const std::string exposed = copy("good", "exposed/deep/good.so");
  chmod((folder_ / "exposed").c_str(), 0777);
  EXPECT_THAT(refusal(exposed),
              HasSubstr("everybody may write to the folder " + (folder_ / "exposed").string()));
  fs::create_symlink(exposed, folder_ / "safe/link.so");
  EXPECT_THAT(refusal((folder_ / "safe/link.so").string()), HasSubstr("everybody may write to the folder"));
  chmod((folder_ / "exposed").c_str(), 01777);
  EXPECT_EQ(refusal(exposed), "") << "the sticky bit keeps others from exchanging the file";
}

TEST_F(PluginFolder, AllowedInsecureFileIsUsableWithAWarning) {
  const std::string file = copy("good", "good.so");
  chmod(file.c_str(), 0666);
  const CatalogEntry entry = inspect_plugin(file, "--plugin", {true, false});
  EXPECT_TRUE(entry.usable()) << entry.refusal;
  EXPECT_THAT(entry.warning, HasSubstr("everybody may write to the file"));
}

TEST_F(PluginFolder, RefusesFilesOfStrangers) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  const std::string file = copy("good", "good.so");
  ASSERT_EQ(chown(file.c_str(), 12345, 12345), 0);
  EXPECT_THAT(refusal(file), HasSubstr("the file belongs to user 12345"));
  ASSERT_EQ(chown(file.c_str(), 0, 0), 0);
  ASSERT_EQ(chown(folder_.c_str(), 12345, 12345), 0);
  EXPECT_THAT(refusal(file), HasSubstr("belongs to user 12345, who could exchange the file"));
}

TEST_F(PluginFolder, FirstOfTwoWithOneIdIsUsed) {
  const std::string second = copy("good", "b/second.so");
  const Catalog catalog = search({plugin("good")}, {(folder_ / "b").string()});
  ASSERT_EQ(catalog.entries().size(), 2U);
  EXPECT_TRUE(catalog.entries()[0].usable());
  EXPECT_EQ(catalog.entries()[1].refusal, second + ": offers the plugin 'good' that " + plugin("good") +
                                              " (--plugin) offers too; the first one found is used");
  EXPECT_THAT(catalog.refused_files(), IsEmpty()) << "a folder may hold plugins that are not used";
}

TEST_F(PluginFolder, ListsOneFileOnceHoweverItIsFound) {
  const std::string file = copy("good", "good.so");
  const std::string folder = folder_.string();
  EXPECT_EQ(search({file, folder + "/./good.so"}, {folder, folder + "/."}).entries().size(), 1U);
}

TEST_F(PluginFolder, ReportsAllNamedFilesThatAreRefused) {
  const Catalog catalog =
      search({plugin("no_symbol"), plugin("wrong_major")}, {(folder_ / "nowhere").string()});
  EXPECT_THAT(catalog.refused_files(), ElementsAre(HasSubstr("no_symbol.so"), HasSubstr("ABI 999.0"),
                                                   HasSubstr("nowhere: the plugin folder cannot be read")));
}

TEST_F(PluginFolder, SearchesFoldersInOrder) {
  setenv("TEXTMILL_PLUGIN_PATH", "/one::/two", 1);
  setenv("XDG_DATA_HOME", "/data", 1);
  const auto searched = search({}, {"/zero"}).searched();
  ASSERT_EQ(searched.size(), 5U);
  EXPECT_EQ(searched[0], std::make_pair(std::string("/zero"), std::string("--plugin-dir")));
  EXPECT_EQ(searched[1].first, "/one");
  EXPECT_EQ(searched[2], std::make_pair(std::string("/two"), std::string("TEXTMILL_PLUGIN_PATH")));
  EXPECT_EQ(searched[3].second, "installed");
  EXPECT_EQ(searched[4], std::make_pair(std::string("/data/textmill/plugins"), std::string("user")));
}

TEST_F(PluginFolder, ListsAWholeFolderInOrderOfNames) {
  const Catalog catalog = search({}, {BAD_PLUGINS});
  ASSERT_GT(catalog.entries().size(), 30U);
  for (std::size_t i = 1; i < catalog.entries().size(); ++i) {
    EXPECT_LT(catalog.entries()[i - 1].path, catalog.entries()[i].path);
  }
  EXPECT_THAT(catalog.stage_ids(), ::testing::Contains("constructor_aborts"))
      << "its constructor has not run";
}

}  // namespace
}  // namespace textmill::host
