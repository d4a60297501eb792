// Writes the names of countries, their parts and currencies from iso-codes as gazetteer lines.
//
//   entity_tagger_iso_lists /usr/share/iso-codes/json OUTPUT
//
// The output is the text of a C++ raw string; one literal may not be too long, so it is cut into several.
#include <simdjson.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <set>
#include <string>

namespace {

using simdjson::dom::element;

std::string text(const element& object, const char* key) {
  std::string_view value;
  return object[key].get_string().get(value) ? std::string() : std::string(value);
}

class List {
 public:
  explicit List(const char* path) : out_(path) { out_ << "R\"textmill("; }
  ~List() { out_ << ")textmill\"\n"; }
  void add(std::string name, const std::string& id) {
    if (const auto bracket = name.find_first_of("([,;"); bracket != std::string::npos) name.resize(bracket);
    while (!name.empty() && (name.back() == ' ' || name.back() == '*')) name.pop_back();
    if (name.size() < 3 || !names_.insert(name).second) return;
    out_ << name << "\tLOCATION\t" << id << '\n';
    if (names_.size() % 100 == 0) out_ << ")textmill\" R\"textmill(";
  }

 private:
  std::ofstream out_;
  std::set<std::string> names_;
};

void write_lists(const std::string& folder, List& list) {
  simdjson::dom::parser parser;
  for (const element country : parser.load(folder + "/iso_3166-1.json")["3166-1"].get_array()) {
    for (const char* key : {"common_name", "name", "official_name"})
      list.add(text(country, key), text(country, "alpha_2"));
  }
  for (const element part : parser.load(folder + "/iso_3166-2.json")["3166-2"].get_array()) {
    std::string name = text(part, "name");
    // Compass points and the like ("Central", "North") are parts of several countries and no names in a text.
    static const std::set<std::string> kVague = {
        "Central", "North",  "South",  "East",    "West",     "Northern", "Southern", "Eastern",
        "Western", "Centre", "Center", "Capital", "Littoral", "Plateau",  "Est",      "Nord",
        "Sud",     "Ouest",  "Centro", "Norte",   "Sur",      "Middle",   "Islands",  "Federation",
        "Nation",  "Union",  "Bay",    "Male",    "Colon",    "Same",     "Manatuto", "Union Island"};
    const auto slash = name.find('/');
    if (slash != std::string::npos) name.resize(slash);
    if (name.size() < 5 || kVague.count(name)) continue;
    list.add(name, text(part, "code"));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s FOLDER_OF_ISO_CODES OUTPUT\n", argv[0]);
    return 2;
  }
  try {
    List list(argv[2]);
    write_lists(argv[1], list);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s: cannot read iso-codes: %s\n", argv[1], e.what());
    return 1;
  }
  return 0;
}
