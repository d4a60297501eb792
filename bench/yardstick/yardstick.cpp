// The yardstick of all speeds: ICU's word and sentence iterators, made once per worker, over each text.
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>
#include <textmill/plugin.hpp>

namespace {

class IcuYardstick {
 public:
  explicit IcuYardstick(const textmill::Setup&) {}
  IcuYardstick(const IcuYardstick&) {  // each worker has its own iterators
    UErrorCode status = U_ZERO_ERROR;
    words_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getEnglish(), status));
    sentences_.reset(icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), status));
    if (U_FAILURE(status)) throw textmill::Error("ICU cannot make its iterators");
  }
  IcuYardstick& operator=(const IcuYardstick&) = delete;

  void process(textmill::Document& document) {
    UErrorCode status = U_ZERO_ERROR;
    text_ = utext_openUTF8(text_, document.text().data(), static_cast<std::int64_t>(document.text().size()), &status);
    document.set("icu_yardstick.boundaries", count(*words_) + count(*sentences_));
  }
  ~IcuYardstick() { utext_close(text_); }

 private:
  std::int64_t count(icu::BreakIterator& iterator) {
    UErrorCode status = U_ZERO_ERROR;
    iterator.setText(text_, status);
    std::int64_t found = 0;
    while (iterator.next() != icu::BreakIterator::DONE) ++found;
    return found;
  }

  std::unique_ptr<icu::BreakIterator> words_;
  std::unique_ptr<icu::BreakIterator> sentences_;
  UText* text_ = nullptr;
};

struct Empty {
  explicit Empty(const textmill::Setup&) {}
  void process(textmill::Document&) {}
};

}  // namespace

TEXTMILL_PLUGIN("yardstick", textmill::stage<IcuYardstick>("icu-yardstick"), textmill::stage<Empty>("empty"));
