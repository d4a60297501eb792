// Has a result over all documents that depends on their order, or goes wrong on the way, as the build says.
// A document with ##TRIGGER## fails after it has emitted something, which must not count.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>
#include <textmill/plugin.hpp>

namespace {

class Emitter {
 public:
  explicit Emitter(const textmill::Setup&) {}
  void process(textmill::Document& document) const {
    document.emit(std::to_string(document.text().size()));
    document.count("emitted");
    if (document.text().find("##TRIGGER##") != std::string_view::npos) throw textmill::Error("set off");
  }
};

class Listing {
 public:
  explicit Listing(const Emitter&) {
#ifdef BEGIN_THROWS
    throw textmill::Error("no wish to begin");
#endif
  }
  void take(std::string_view id, std::string_view contribution) {
#ifdef TAKE_CRASHES
    std::raise(SIGSEGV);
#endif
    ids_ += (ids_.empty() ? "\"" : ",\"") + std::string(id) + '"';
    sum_ = sum_ * 1.0001 + std::stod(std::string(contribution));
    ++count_;
  }
  std::string finish() const {
#ifdef FINISH_HANGS
    for (;;) pause();
#endif
#ifdef NO_JSON
    return "{\"ids\": [}";
#endif
    char sum[32];
    std::snprintf(sum, sizeof sum, "%.17g", sum_);
    return "{\"count\":" + std::to_string(count_) + ",\"sum\":" + sum + ",\"ids\":[" + ids_ + "]}";
  }

 private:
  std::string ids_;
  double sum_ = 0;
  int count_ = 0;
};

}  // namespace

#ifdef NOT_OFFERED
TEXTMILL_PLUGIN(BAD_ID, textmill::stage<Emitter>(BAD_ID));
#else
TEXTMILL_PLUGIN(BAD_ID, textmill::reducing_stage<Listing, Emitter>(BAD_ID));
#endif
