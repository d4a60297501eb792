// Reads the lists of names the plugin ships and makes their image, which becomes a constant of the plugin.
//
//   entity_tagger_names_image FILE
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "gazetteer.hpp"

namespace {

using namespace textmill::entity_tagger;

struct List {
  const char* name;  ///< for messages
  std::string_view text;
};

/// The first line of a name counts: our own win over those of iso-codes.
constexpr List kLists[] = {{
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

std::string make_image() {
  Gazetteer names("names", CaseMode::Smart);
  std::vector<std::string> custom, warnings;
  for (const List& list : kLists) names.add_list(list.text, list.name, "LOCATION", custom, warnings);
  return names.image();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FILE\n", argv[0]);
    return 2;
  }
  try {
    std::ofstream out(argv[1], std::ios::binary);
    out << make_image();
    out.close();
    if (out) return 0;
    std::fprintf(stderr, "%s: cannot be written\n", argv[1]);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
  }
  return 1;
}
