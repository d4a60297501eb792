// The glue: options in, layers out. What is thrown here becomes the error of this document, or, from the
// constructor, of the pipeline.
#include <textmill/plugin.hpp>

#include "my_plugin.hpp"

namespace {

class MyPlugin {
 public:
  explicit MyPlugin(const textmill::Setup& setup) : long_(setup.integer("long")) {}

  void process(textmill::Document& document) {
    const auto tokens = document.layer("tokens").spans();
    auto scores = document.write("my_plugin");
    std::size_t next = 0;
    double sum = 0;
    int count = 0;
    for (const textmill::Span sentence : document.layer("sentences").spans()) {
      std::vector<std::string_view> words;
      for (; next < tokens.size() && tokens[next].begin < sentence.end; ++next) {
        if (tokens[next].begin >= sentence.begin) words.push_back(document.text(tokens[next]));
      }
      if (words.empty()) continue;
      const double share = my_plugin::share_of_long(words, long_);
      scores.add(sentence);
      scores.set_score(static_cast<float>(share));
      sum += share;
      ++count;
    }
    document.set("my_plugin.score", count > 0 ? sum / count : 0.0);
  }

 private:
  std::int64_t long_;
};

}  // namespace

TEXTMILL_PLUGIN("my-plugin", textmill::stage<MyPlugin>("my-plugin"));
