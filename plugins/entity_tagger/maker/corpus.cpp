#include "corpus.hpp"

#include <simdjson.h>

#include <stdexcept>

namespace textmill::entity_tagger {
namespace {

Example read_example(const simdjson::dom::element& line, const TypeMap& types) {
  Example example;
  example.text = std::string(line["text"].get_string().value());
  const std::string id(line["id"].get_string().value());
  example.source = id.substr(0, id.find_first_of("-_"));
  for (const auto item : line["entities"].get_array()) {
    const simdjson::dom::array entity = item.get_array();
    const auto type = types.find(std::string(entity.at(2).get_string().value()));
    if (type == types.end()) continue;
    example.gold.push_back({{static_cast<std::uint32_t>(entity.at(0).get_uint64().value()),
                             static_cast<std::uint32_t>(entity.at(1).get_uint64().value())},
                            type->second});
  }
  prepare(example);
  return example;
}

}  // namespace

TypeMap default_types() {
  TypeMap types;
  for (const char* name :
       {"PER", "person", "PERSON", "musicalartist", "politician", "researcher", "scientist", "writer"})
    types[name] = kPerson;
  for (const char* name : {"ORG", "organization", "ORGANIZATION", "corporation", "group", "band",
                           "organisation", "politicalparty", "university"})
    types[name] = kOrganization;
  for (const char* name : {"LOC", "place", "location", "LOCATION", "country"}) types[name] = kLocation;
  return types;
}

std::vector<Example> read_examples(const std::string& path, const TypeMap& types) {
  simdjson::dom::parser parser;
  simdjson::dom::document_stream lines;
  const simdjson::padded_string content = simdjson::padded_string::load(path);
  std::vector<Example> examples;
  std::size_t number = 0;
  try {
    for (auto line : parser.parse_many(content, 1 << 22)) {
      ++number;
      examples.push_back(read_example(line.value(), types));
    }
  } catch (const simdjson::simdjson_error& e) {
    throw std::runtime_error(path + ":" + std::to_string(number) + ": " + e.what());
  }
  return examples;
}

void prepare(Example& example) {
  split_pieces(example.text, plain_tokens(example.text), example.pieces);
  example.tags.assign(example.pieces.size(), 0);
  std::size_t at = 0;
  for (const GoldSpan& gold : example.gold) {
    while (at < example.pieces.size() && example.pieces[at].span.begin < gold.span.begin) ++at;
    std::size_t end = at;
    while (end < example.pieces.size() && example.pieces[end].span.end <= gold.span.end) ++end;
    // A full stop that belongs to the last word here ("Inc.") may lie outside the gold.
    if (end < example.pieces.size() && example.pieces[end].span.begin < gold.span.end &&
        example.pieces[end].span.end == gold.span.end + 1) {
      ++end;
    }
    if (end == at || example.pieces[at].span.begin != gold.span.begin) continue;
    for (std::size_t i = at; i < end; ++i) {
      example.tags[i] = static_cast<std::uint8_t>(1 + 2 * gold.type + (i > at));
    }
    at = end;
  }
}

}  // namespace textmill::entity_tagger
