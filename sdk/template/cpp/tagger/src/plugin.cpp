// The glue: options in, layers out. What is thrown here becomes the error of this document, or, from the
// constructor, of the pipeline.
#include <textmill/plugin.hpp>

#include "my_plugin.hpp"

namespace {

class MyPlugin {
 public:
  explicit MyPlugin(const textmill::Setup& setup) : least_(setup.integer("least")) {}

  void process(textmill::Document& document) {
    std::int64_t count = 0;
    auto marks = document.write("my_plugin");
    for (const textmill::Span token : document.layer("tokens").spans()) {
      const std::uint32_t letters = my_plugin::letters(document.text(token));
      if (letters < least_) continue;
      marks.add(token);
      marks.set_score(static_cast<float>(letters));
      ++count;
    }
    document.set("my_plugin.count", count);
  }

 private:
  std::int64_t least_;
};

}  // namespace

TEXTMILL_PLUGIN("my-plugin", textmill::stage<MyPlugin>("my-plugin"));
