// The one include of a C++ plugin.
//
//   #include <textmill/plugin.hpp>
//
//   class LongWords {
//    public:
//     explicit LongWords(const textmill::Setup& setup) : least_(setup.integer("least")) {}
//     void process(textmill::Document& document) {
//       auto out = document.write("long_words");
//       for (textmill::Span token : document.layer("tokens").spans())
//         if (token.size() >= least_) out.add(token);
//     }
//    private:
//     std::int64_t least_;
//   };
//
//   TEXTMILL_PLUGIN("long-words", textmill::stage<LongWords>("long-words"))
//
// A stage with something large to share between workers splits in two: the model, made once per
// process, and the worker's own part, made from it:
//
//   struct Names { explicit Names(const textmill::Setup&); };            // never changes afterwards
//   struct Tagger { explicit Tagger(const Names&); void process(textmill::Document&); };
//   TEXTMILL_PLUGIN("names", textmill::stage<Names, Tagger>("names"))
//
// The one-class form copies the object made from the Setup for each worker.
//
// A stage with a result over all documents of a run emits what each document contributes, and a class of its
// own makes the result of it, in input order, whatever the workers and interruptions were:
//
//   struct Words {
//     explicit Words(const textmill::Setup&);
//     void process(textmill::Document&);  // calls document.emit(...)
//   };
//   struct Total {
//     explicit Total(const Words&);
//     void take(std::string_view id, std::string_view contribution);
//     std::string finish();  // JSON
//   };
//   TEXTMILL_PLUGIN("words", textmill::reducing_stage<Total, Words>("words"))
//
// A stage that is faster over many documents at once has a `process_batch` besides: see batch.hpp.
//
// Whatever plugin code throws is caught here and becomes this document's (or this stage's) error.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "textmill/abi.h"
#include "textmill/batch.hpp"
#include "textmill/document.hpp"
#include "textmill/guarded.hpp"
#include "textmill/options.hpp"
#include "textmill/span.hpp"
#include "textmill/status.hpp"

namespace textmill {
namespace detail {

template <class Model, class Instance>
struct Thunks {
  static std::int32_t create_model(const textmill_host* host, textmill_setup* setup, void** model) noexcept {
    *model = nullptr;
    return guarded([&] { *model = new Model(Setup(host, setup)); },
                   [&](std::string_view why) { host->fail_setup(setup, to_abi(why)); });
  }
  static void destroy_model(void* model) noexcept { delete static_cast<Model*>(model); }
  static std::int32_t create_instance(const textmill_host* host, void* model, void** instance) noexcept {
    *instance = nullptr;
    return guarded([&] { *instance = new Instance(*static_cast<const Model*>(model)); },
                   [&](std::string_view why) { host->log(host, TEXTMILL_LOG_ERROR, to_abi(why)); });
  }
  static void destroy_instance(void* instance) noexcept { delete static_cast<Instance*>(instance); }
  static std::int32_t process(void* instance, const textmill_host* host, textmill_document* handle) noexcept {
    return guarded(
        [&] {
          Document document(host, handle);
          static_cast<Instance*>(instance)->process(document);
        },
        [&](std::string_view why) { host->fail(handle, to_abi(why)); });
  }
};

/// The calls of textmill.reduce/1 on a class that takes contributions.
template <class Reduction, class Model>
struct ReduceThunks {
  /// Runs `body` with the host's table; what it throws becomes the reduction's error.
  template <class Body>
  static std::int32_t reported(const textmill_host* host, textmill_reduction* reduction,
                               Body&& body) noexcept {
    const auto* table = static_cast<const textmill_reduce_host*>(host->extension(host, TEXTMILL_EXT_REDUCE));
    if (!table) return TEXTMILL_ERROR;
    return guarded([&] { body(*table); }, [&](std::string_view why) { table->fail(reduction, to_abi(why)); });
  }
  static std::int32_t begin(void* model, const textmill_host* host, textmill_reduction* reduction,
                            void** state) noexcept {
    *state = nullptr;
    return reported(host, reduction, [&](const textmill_reduce_host&) {
      *state = new Reduction(*static_cast<const Model*>(model));
    });
  }
  static std::int32_t take(void* state, const textmill_host* host, textmill_reduction* reduction,
                           textmill_string id, textmill_string contribution) noexcept {
    return reported(host, reduction, [&](const textmill_reduce_host&) {
      static_cast<Reduction*>(state)->take(from_abi(id), from_abi(contribution));
    });
  }
  static std::int32_t finish(void* state, const textmill_host* host, textmill_reduction* reduction) noexcept {
    return reported(host, reduction, [&](const textmill_reduce_host& table) {
      const std::string result = static_cast<Reduction*>(state)->finish();
      check(table.write(reduction, to_abi(result)), "the result of", "the reduction");
    });
  }
  static void destroy(void* state) noexcept { delete static_cast<Reduction*>(state); }

  static constexpr textmill_reduce kTable = {sizeof(textmill_reduce), begin, take, finish, destroy};
};

/// What a stage offers besides: a result over all documents if it has a Reduction, and batches if its
/// Instance has process_batch.
template <class Instance>
const void* extension(const char* id) noexcept {
  return std::strcmp(id, TEXTMILL_EXT_BATCH) == 0 ? BatchThunks<Instance>::table() : nullptr;
}
template <class Reduction, class Model, class Instance>
const void* reducing_extension(const char* id) noexcept {
  if (std::strcmp(id, TEXTMILL_EXT_REDUCE) == 0) return &ReduceThunks<Reduction, Model>::kTable;
  return extension<Instance>(id);
}

}  // namespace detail

/// The table of a stage. `id` is the stage's id in plugin.yaml and must be a string literal.
template <class Model, class Instance = Model>
constexpr textmill_stage stage(const char* id) {
  using Thunks = detail::Thunks<Model, Instance>;
  return {sizeof(textmill_stage),  id,
          Thunks::create_model,    Thunks::destroy_model,
          Thunks::create_instance, Thunks::destroy_instance,
          Thunks::process,         detail::extension<Instance>};
}

/// The table of a stage with a result over all documents, which a Reduction makes from what `process` emits.
/// plugin.yaml says what the result is under writes.result.
template <class Reduction, class Model, class Instance = Model>
constexpr textmill_stage reducing_stage(const char* id) {
  textmill_stage table = stage<Model, Instance>(id);
  table.extension = detail::reducing_extension<Reduction, Model, Instance>;
  return table;
}

}  // namespace textmill

/// Exports the plugin. `plugin_id` is the id in plugin.yaml; then one textmill::stage<...>(...) per stage.
#define TEXTMILL_PLUGIN(plugin_id, ...)                                                    \
  namespace {                                                                              \
  constexpr textmill_stage textmill_stage_tables[] = {__VA_ARGS__};                        \
  constexpr auto textmill_stage_list = ::textmill::detail::list_of(textmill_stage_tables); \
  }                                                                                        \
  extern "C" TEXTMILL_EXPORT const textmill_plugin textmill_plugin_v1 = {                  \
      sizeof(textmill_plugin),                                                             \
      TEXTMILL_ABI_MAJOR,                                                                  \
      TEXTMILL_ABI_MINOR,                                                                  \
      plugin_id,                                                                           \
      static_cast<uint32_t>(textmill_stage_list.size()),                                   \
      textmill_stage_list.data()}

namespace textmill::detail {

template <std::size_t N>
struct StageList {
  const textmill_stage* items[N];
  constexpr std::size_t size() const { return N; }
  constexpr const textmill_stage* const* data() const { return items; }
};

template <std::size_t N>
constexpr StageList<N> list_of(const textmill_stage (&tables)[N]) {
  StageList<N> list{};
  for (std::size_t i = 0; i < N; ++i) list.items[i] = &tables[i];
  return list;
}

}  // namespace textmill::detail
