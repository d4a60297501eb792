// Makes lists of iso-codes: countries and their parts as gazetteer lines, currencies as classes of a grammar.
//
//   entity_tagger_iso_lists /usr/share/iso-codes/json FOLDER
//
// Writes iso_places.inc and iso_currencies.inc, each the text of a C++ raw string; one literal may not be too
// long, so it is cut into several.
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
  explicit List(const std::string& path) : out_(path) { out_ << "R\"textmill("; }
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
    // Compass points and the like ("Central", "North") are parts of several countries and no names in a text;
    // others are common words ("Reading").
    static const std::set<std::string> kVague = {
        "Central", "North",  "South",    "East",     "West",     "Northern", "Southern", "Eastern",
        "Western", "Centre", "Center",   "Capital",  "Littoral", "Plateau",  "Est",      "Nord",
        "Sud",     "Ouest",  "Centro",   "Norte",    "Sur",      "Middle",   "Islands",  "Federation",
        "Nation",  "Union",  "Bay",      "Male",     "Colon",    "Same",     "Manatuto", "Union Island",
        "Antique", "Bloke",  "Cascade",  "Cascades", "Coast",    "Debar",    "Encamp",   "Highland",
        "Lakes",   "Landes", "Maritime", "Reading",  "Rivers",   "Unity"};
    const auto slash = name.find('/');
    if (slash != std::string::npos) name.resize(slash);
    if (name.size() < 5 || kVague.count(name)) continue;
    list.add(name, text(part, "code"));
  }
}

std::string lower(std::string name) {
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return name;
}

/// Codes that mean something else more often ("TOP 10", "COP 28", "ALL 50 STATES", "SDG 13"): a small number
/// beside them is no money.
bool is_doubtful(const std::string& code) {
  static const std::set<std::string> kDoubtful = {
      "ALL", "AMD", "ANG", "BAM", "BOB", "BSD", "CHE", "COP", "COU", "CUP", "CVE",
      "DOP", "ERN", "GEL", "GIP", "LAK", "MAD", "MOP", "MUR", "NAD", "PAB", "PEN",
      "PHP", "RON", "RUB", "SCR", "SDG", "SLL", "SOS", "STN", "TOP", "TRY", "USN"};
  return kDoubtful.count(code) != 0;
}

void write_currencies(const std::string& folder, const std::string& path) {
  simdjson::dom::parser parser;
  std::string codes, doubtful, names;
  for (const element currency : parser.load(folder + "/iso_4217.json")["4217"].get_array()) {
    const std::string code = text(currency, "alpha_3");
    const std::string name = lower(text(currency, "name"));
    if (code[0] == 'X') continue;  // funds, metals and codes for tests
    codes += code + " = " + code + "\n";
    if (is_doubtful(code)) doubtful += code + " = " + code + "\n";
    // One word ("Euro") and names with brackets or signs are left to the grammars.
    if (name.find_first_of("()|=#\"") != std::string::npos || name.find(' ') == std::string::npos) continue;
    names += name + "|" + name + "s = " + code + "\n";
  }
  std::ofstream(path) << "R\"textmill([class currency_code upper]\n"
                      << codes << "[class doubtful_code upper]\n"
                      << doubtful << "[class currency]\n"
                      << names << ")textmill\"\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s FOLDER_OF_ISO_CODES OUTPUT_FOLDER\n", argv[0]);
    return 2;
  }
  try {
    const std::string out = argv[2];
    List list(out + "/iso_places.inc");
    write_lists(argv[1], list);
    write_currencies(argv[1], out + "/iso_currencies.inc");
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s: cannot read iso-codes: %s\n", argv[1], e.what());
    return 1;
  }
  return 0;
}
