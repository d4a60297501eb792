// Makes the table that the plugin maps of a list of words.
//
//   make_lexicon_table ../data/english.lexicon TABLE
#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>

#include "lexicon_table.hpp"

int main(int argc, char** argv) try {
  if (argc != 3) throw std::runtime_error("usage: make_lexicon_table LIST TABLE");
  std::ifstream list(argv[1], std::ios::binary);
  std::ostringstream text;
  text << list.rdbuf();
  if (!list) throw std::runtime_error(std::string("cannot read ") + argv[1]);
  std::ofstream table(argv[2], std::ios::binary);
  table << textmill::keyword_density::make_lexicon_table(text.str()) << std::flush;
  return table ? 0 : throw std::runtime_error(std::string("cannot write ") + argv[2]);
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
