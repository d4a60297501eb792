// Many documents in one call, for a stage that is faster over many: one matrix product, one pass over a large
// file, one question to a service for all of them. plugin.hpp includes this.
//
//   class Rarity {
//    public:
//     void process(textmill::Document& document);        // always there: hosts may use it for any document
//     void process_batch(textmill::Batch& batch) {       // makes the stage offer textmill.batch/1
//       std::vector<Words> words(batch.size());
//       batch.for_each([&](std::size_t i, textmill::Document& d) { words[i] = words_of(d); });
//       const Ranks ranks = look_up(words);              // once for all
//       batch.for_each([&](std::size_t i, textmill::Document& d) { write(d, words[i], ranks); });
//     }
//   };
//
// Each document must come out as from `process`; `textmill validate` compares. What `process_batch` itself
// throws fails the call, and the host gives the same documents to `process`, one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "textmill/abi.h"
#include "textmill/document.hpp"
#include "textmill/guarded.hpp"

namespace textmill {

/// The documents of one call. Valid until process_batch returns, in its thread.
class Batch {
 public:
  /// `statuses`, one per document, are set to TEXTMILL_OK here and to what a document ended with later.
  Batch(const textmill_host* host, textmill_document* const* documents, std::uint32_t count,
        std::int32_t* statuses)
      : host_(host), documents_(documents), count_(count), statuses_(statuses) {
    for (std::uint32_t i = 0; i < count; ++i) statuses[i] = TEXTMILL_OK;
  }

  std::size_t size() const { return count_; }

  /// Calls `body(number, document)` for each document that has not failed or been dropped yet. What it throws
  /// ends that document, as from `process`, and the others go on.
  template <class Body>
  void for_each(Body body) {
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (statuses_[i] != TEXTMILL_OK) continue;
      Document document(host_, documents_[i]);
      statuses_[i] = detail::guarded([&] { body(static_cast<std::size_t>(i), document); },
                                     [&](std::string_view why) { host_->fail(documents_[i], to_abi(why)); });
    }
  }

 private:
  const textmill_host* host_;
  textmill_document* const* documents_;
  std::uint32_t count_;
  std::int32_t* statuses_;
};

namespace detail {

template <class Instance, class = void>
struct BatchThunks {
  static constexpr const textmill_batch* table() { return nullptr; }
};

/// The calls of textmill.batch/1 on a class that has process_batch.
template <class Instance>
struct BatchThunks<Instance,
                   std::void_t<decltype(std::declval<Instance&>().process_batch(std::declval<Batch&>()))>> {
  static std::int32_t process_batch(void* instance, const textmill_host* host,
                                    textmill_document* const* documents, std::uint32_t count,
                                    std::int32_t* statuses) noexcept {
    return guarded(
        [&] {
          Batch batch(host, documents, count, statuses);
          static_cast<Instance*>(instance)->process_batch(batch);
        },
        [&](std::string_view why) { host->log(host, TEXTMILL_LOG_WARNING, to_abi(why)); });
  }
  static constexpr textmill_batch kTable = {sizeof(textmill_batch), process_batch};
  static constexpr const textmill_batch* table() { return &kTable; }
};

}  // namespace detail
}  // namespace textmill
