// Reads the lists of names and the grammars the plugin ships and makes images of them, which become constants
// of the plugin.
//
//   entity_tagger_images FOLDER
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "gazetteer.hpp"
#include "grammar.hpp"

namespace {

using namespace textmill::entity_tagger;

struct Text {
  const char* name;  ///< for messages
  std::string_view text;
};

/// The first line of a name counts: our own win over those of iso-codes.
constexpr Text kLists[] = {{
                               "names.tsv",
#include "names.tsv.inc"
                           },
                           {
                               "teams.tsv",
#include "teams.tsv.inc"
                           },
                           {
                               "iso-codes",
#include "iso_places.inc"
                           }};

/// English first: see BuiltinGrammars.
constexpr Text kGrammars[] = {{
                                  "en.grammar",
#include "en.grammar.inc"
                              },
                              {
                                  "de.grammar",
#include "de.grammar.inc"
                              },
                              {
                                  "fr.grammar",
#include "fr.grammar.inc"
                              },
                              {
                                  "es.grammar",
#include "es.grammar.inc"
                              },
                              {
                                  "pt.grammar",
#include "pt.grammar.inc"
                              }};

/// Rules of all languages but English.
constexpr std::string_view kCommonRules =
#include "common.grammar.inc"
    ;

/// Currency codes and names from iso-codes, as classes of each grammar.
constexpr std::string_view kCurrencies =
#include "iso_currencies.inc"
    ;

std::string names_image() {
  Gazetteer names("names", CaseMode::Smart);
  std::vector<std::string> custom, warnings;
  for (const Text& list : kLists) names.add_list(list.text, list.name, "LOCATION", custom, warnings);
  return names.image();
}

/// A grammar of ours has no more classes than can be told apart: one more, and numbers take a tenth longer.
Grammar read_grammar(const Text& file) {
  constexpr std::size_t kMost = ClassSet::kOthers + 1;
  Grammar grammar(file.text, file.name, kCurrencies, kCommonRules);
  if (grammar.class_count() > kMost) {
    throw std::runtime_error(std::string(file.name) + " has " + std::to_string(grammar.class_count()) +
                             " word classes and different literals, more than " + std::to_string(kMost) +
                             ": use literals that are there already");
  }
  return grammar;
}

std::string grammars_image() {
  ImageWriter writer;
  writer(std::uint64_t{std::size(kGrammars)});
  for (const Text& file : kGrammars) {
    FlatArray<char> image;
    image.append(read_grammar(file).image());
    writer(image);
  }
  return writer.image();
}

void write(const std::string& path, const std::string& image) {
  std::ofstream out(path, std::ios::binary);
  out << image;
  out.close();
  if (!out) throw std::runtime_error(path + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  try {
    const std::string folder = argv[1];
    write(folder + "/names.image", names_image());
    write(folder + "/grammars.image", grammars_image());
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
  }
  return 1;
}
