// The glue: options and layers in; what each document contributes, and the result over all of them, out.
#include <textmill/plugin.hpp>

#include "my_plugin.hpp"

namespace {

class MyPlugin {
 public:
  explicit MyPlugin(const textmill::Setup& setup) : least_(setup.integer("least")) {}

  void process(textmill::Document& document) {
    my_plugin::Lengths lengths;
    for (const textmill::Span token : document.layer("tokens").spans()) {
      const std::uint32_t letters = my_plugin::letters(document.text(token));
      if (letters >= least_) ++lengths[letters];
    }
    const std::int64_t longest = lengths.empty() ? 0 : lengths.rbegin()->first;
    document.set("my_plugin.longest", longest);
    document.emit(my_plugin::pack(lengths));
  }

 private:
  std::int64_t least_;
};

/// Gets what the documents emitted, in input order, whatever the number of workers was.
class Total {
 public:
  explicit Total(const MyPlugin&) {}
  void take(std::string_view, std::string_view packed) { my_plugin::add(packed, lengths_); }
  std::string finish() const { return my_plugin::to_json(lengths_); }

 private:
  my_plugin::Lengths lengths_;
};

}  // namespace

TEXTMILL_PLUGIN("my-plugin", textmill::reducing_stage<Total, MyPlugin>("my-plugin"));
