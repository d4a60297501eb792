// The glue: options in, documents left out. A Drop is no failure: the run counts it by its reason. What else
// is thrown here becomes the error of this document, or, from the constructor, of the pipeline.
#include <textmill/plugin.hpp>

#include "my_plugin.hpp"

namespace {

class MyPlugin {
 public:
  explicit MyPlugin(const textmill::Setup& setup) : least_(setup.integer("least")) {}

  void process(textmill::Document& document) {
    std::int64_t words = 0;
    for (const textmill::Span token : document.layer("tokens").spans())
      words += my_plugin::is_word(document.text(token)) ? 1 : 0;
    if (words < least_) throw textmill::Drop("fewer than " + std::to_string(least_) + " words");
    document.set("my_plugin.words", words);
  }

 private:
  std::int64_t least_;
};

}  // namespace

TEXTMILL_PLUGIN("my-plugin", textmill::stage<MyPlugin>("my-plugin"));
