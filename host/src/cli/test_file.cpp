#include "cli/test_file.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = "_test";

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Below, at or above zero; texts by their bytes unless both are numbers.
int compare(std::string_view a, std::string_view b) {
  const auto x = number_in(a);
  const auto y = number_in(b);
  if (!x || !y) return a.compare(b);
  return *x < *y ? -1 : *x > *y ? 1 : 0;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// Reads the maps of a test file and notes what is wrong with them.
class TestReader {
 public:
  TestReader(const std::string& file, yaml::Problems& problems)
      : file_(file), folder_(fs::path(file).parent_path()), problems_(problems) {}

  void read(const yaml::Node& root, TestFile& out) {
    if (!only(root, "", {"pipeline", "set", "cases"})) return;
    out.pipeline = pipeline_of(root.find("pipeline"));
    const TextPairs settings = pairs(root.find("set"), "set");
    const yaml::Node* cases = root.find("cases");
    if (!cases || !cases->is_sequence() || cases->items.empty()) {
      problems_.add(file_, cases ? cases->mark : root.mark, "cases", "expected a list of at least one case");
      return;
    }
    std::set<std::string> names;
    for (std::size_t i = 0; i < cases->items.size(); ++i) {
      const std::string path = "cases[" + std::to_string(i) + "]";
      TestCase one = read_case(cases->items[i], path);
      one.settings.insert(one.settings.begin(), settings.begin(), settings.end());
      if (!one.name.empty() && !names.insert(one.name).second)
        problems_.add(file_, one.mark, path, "there are two cases '" + one.name + "'");
      out.cases.push_back(std::move(one));
    }
  }

 private:
  bool only(const yaml::Node& node, const std::string& path, const std::vector<std::string>& keys) {
    if (!node.is_map()) {
      problems_.add(file_, node.mark, path, "expected a map, found " + node.describe());
      return false;
    }
    for (const yaml::Node::Entry& entry : node.entries) {
      if (std::find(keys.begin(), keys.end(), entry.key.scalar) != keys.end()) continue;
      problems_.add(file_, entry.key.mark, path,
                    "unknown key '" + entry.key.scalar + "'" + yaml::did_you_mean(entry.key.scalar, keys));
    }
    return true;
  }

  std::string text(const yaml::Node& map, const std::string& key, const std::string& path) {
    const yaml::Node* node = map.find(key);
    if (!node || node->is_scalar()) return node ? node->scalar : std::string();
    problems_.add(file_, node->mark, path + "." + key, "expected a text, found " + node->describe());
    return {};
  }

  std::optional<ValueTest> value(const yaml::Node* node, const std::string& path) {
    if (!node) return std::nullopt;
    if (node->is_scalar()) return ValueTest(node->scalar);
    problems_.add(file_, node->mark, path, "expected a value or a comparison, found " + node->describe());
    return std::nullopt;
  }

  TextPairs pairs(const yaml::Node* node, const std::string& path) {
    TextPairs pairs;
    if (!node) return pairs;
    if (!node->is_map()) {
      problems_.add(file_, node->mark, path, "expected a map, found " + node->describe());
      return pairs;
    }
    for (const yaml::Node::Entry& entry : node->entries)
      pairs.emplace_back(entry.key.scalar, text(*node, entry.key.scalar, path));
    return pairs;
  }

  std::string beside(const std::string& name) const { return (folder_ / name).lexically_normal().string(); }

  /// A path beside the file, or the name of a shipped pipeline.
  std::string pipeline_of(const yaml::Node* node) {
    std::string name = node ? node->scalar : fs::path(file_).stem().string();
    if (!node && name.ends_with(kSuffix)) name.resize(name.size() - kSuffix.size());
    std::error_code failed;
    for (const std::string& path : {beside(name), beside(name + ".yaml")}) {
      if (fs::is_regular_file(path, failed)) return path;
    }
    return name;
  }

  TestCase read_case(const yaml::Node& node, const std::string& path) {
    TestCase one;
    one.mark = node.mark;
    if (!only(node, path, {"name", "text", "file", "id", "meta", "set", "expect"})) return one;
    one.name = text(node, "name", path);
    one.text = text(node, "text", path);
    one.file = text(node, "file", path);
    one.id = text(node, "id", path);
    one.meta = pairs(node.find("meta"), path + ".meta");
    one.settings = pairs(node.find("set"), path + ".set");
    if (one.name.empty()) problems_.add(file_, node.mark, path, "a case needs a name");
    if (node.find("text") && node.find("file"))
      problems_.add(file_, node.find("file")->mark, path, "a case has a text or a file, not both");
    if (!node.find("text") && !node.find("file"))
      problems_.add(file_, node.mark, path, "a case needs a text or a file");
    if (!one.file.empty()) one.file = beside(one.file);
    if (one.file.empty() && one.id.empty()) one.id = one.name;
    const yaml::Node* expect = node.find("expect");
    if (!expect) {
      problems_.add(file_, node.mark, path, "a case needs the key expect");
      return one;
    }
    read_expect(*expect, path + ".expect", one);
    return one;
  }

  void read_expect(const yaml::Node& node, const std::string& path, TestCase& one) {
    if (!only(node, path, {"outcome", "layers", "attributes", "golden"})) return;
    one.outcome = value(node.find("outcome"), path + ".outcome");
    one.golden = text(node, "golden", path);
    if (!one.golden.empty()) one.golden = beside(one.golden);
    if (const yaml::Node* attributes = node.find("attributes")) {
      for (const auto& [name, ignored] : pairs(attributes, path + ".attributes")) {
        const yaml::Node& wanted = *attributes->find(name);
        one.attributes.push_back({name, wanted.mark, ValueTest(wanted.scalar)});
      }
    }
    const yaml::Node* layers = node.find("layers");
    if (layers && !layers->is_map())
      problems_.add(file_, layers->mark, path + ".layers", "expected a map, found " + layers->describe());
    for (std::size_t i = 0; layers && i < layers->entries.size(); ++i) {
      const yaml::Node::Entry& entry = layers->entries[i];
      one.layers.push_back(read_layer(entry, path + ".layers." + entry.key.scalar));
    }
  }

  /// A list alone is what the layer has.
  LayerExpectation read_layer(const yaml::Node::Entry& entry, const std::string& path) {
    LayerExpectation layer;
    layer.layer = entry.key.scalar;
    layer.mark = entry.key.mark;
    if (entry.value.is_sequence()) {
      layer.has = patterns(&entry.value, path);
      return layer;
    }
    if (!only(entry.value, path, {"has", "none", "exactly", "count"})) return layer;
    layer.count = value(entry.value.find("count"), path + ".count");
    layer.has = patterns(entry.value.find("has"), path + ".has");
    layer.none = patterns(entry.value.find("none"), path + ".none");
    if (const yaml::Node* exactly = entry.value.find("exactly"))
      layer.exactly = patterns(exactly, path + ".exactly");
    return layer;
  }

  std::vector<SpanPattern> patterns(const yaml::Node* list, const std::string& path) {
    std::vector<SpanPattern> patterns;
    if (!list) return patterns;
    if (!list->is_sequence()) {
      problems_.add(file_, list->mark, path, "expected a list, found " + list->describe());
      return patterns;
    }
    for (std::size_t i = 0; i < list->items.size(); ++i)
      patterns.push_back(pattern(list->items[i], path + "[" + std::to_string(i) + "]"));
    return patterns;
  }

  /// A text alone is the span's text.
  SpanPattern pattern(const yaml::Node& node, const std::string& path) {
    SpanPattern pattern;
    pattern.mark = node.mark;
    if (node.is_scalar()) {
      pattern.tests.emplace_back("text", ValueTest(node.scalar));
      return pattern;
    }
    if (!node.is_map()) {
      problems_.add(file_, node.mark, path, "expected a text or a map, found " + node.describe());
      return pattern;
    }
    for (const yaml::Node::Entry& entry : node.entries) {
      const auto test = value(&entry.value, path + "." + entry.key.scalar);
      if (!test) continue;
      if (entry.key.scalar == "count") {
        pattern.count = test;
      } else {
        pattern.tests.emplace_back(entry.key.scalar, *test);
      }
    }
    return pattern;
  }

  const std::string& file_;
  fs::path folder_;
  yaml::Problems& problems_;
};

}  // namespace

ValueTest::ValueTest(std::string_view text) : text_(text) {
  constexpr std::pair<std::string_view, Kind> kOperators[] = {
      {">=", Kind::GreaterEqual}, {"<=", Kind::LessEqual}, {"!=", Kind::NotEqual}, {">", Kind::Greater},
      {"<", Kind::Less},          {"=", Kind::Equal},      {"~", Kind::Contains}};
  for (const auto& [sign, kind] : kOperators) {
    if (!text.starts_with(sign)) continue;
    kind_ = kind;
    operand_ = trimmed(text.substr(sign.size()));
    return;
  }
  operand_ = text;
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return;
  const bool is_range = number_in(text.substr(0, dots)) && number_in(text.substr(dots + 2));
  if (!is_range) return;
  kind_ = Kind::Range;
  operand_ = text.substr(0, dots);
  upper_ = text.substr(dots + 2);
}

bool ValueTest::holds(std::string_view value) const {
  switch (kind_) {
    case Kind::Equal:
      return compare(value, operand_) == 0;
    case Kind::NotEqual:
      return compare(value, operand_) != 0;
    case Kind::Less:
      return compare(value, operand_) < 0;
    case Kind::LessEqual:
      return compare(value, operand_) <= 0;
    case Kind::Greater:
      return compare(value, operand_) > 0;
    case Kind::GreaterEqual:
      return compare(value, operand_) >= 0;
    case Kind::Range:
      return compare(value, operand_) >= 0 && compare(value, upper_) <= 0;
    case Kind::Contains:
      return value.find(operand_) != std::string_view::npos;
  }
  return false;
}

std::string SpanPattern::describe() const {
  std::string what;
  for (const auto& [name, test] : tests) {
    if (!what.empty()) what += ' ';
    what += name == "text" ? "'" + test.text() + "'" : name + " " + test.text();
  }
  return what.empty() ? "any span" : what;
}

std::string_view SpanPattern::wanted_text() const {
  for (const auto& [name, test] : tests) {
    if (name == "text" && test.holds(test.text())) return test.text();
  }
  return {};
}

std::optional<TestFile> parse_test_file(const std::string& path, std::string_view text,
                                        yaml::Problems& problems) {
  const std::optional<yaml::Node> root = yaml::parse(path, text, problems);
  if (!root) return std::nullopt;
  TestFile file;
  file.path = path;
  TestReader(path, problems).read(*root, file);
  if (!problems.empty()) return std::nullopt;
  return file;
}

}  // namespace textmill::host
