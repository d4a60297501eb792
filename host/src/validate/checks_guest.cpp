#include <sys/mman.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "plugins/probe.hpp"
#include "validate/checks.hpp"
#include "validate/driven_stage.hpp"
#include "validate/texts.hpp"

namespace textmill::host {
namespace {

constexpr int kThreads = 4;

using Loaded = Result<std::unique_ptr<DrivenStage>>;

Loaded created(const Subject& subject) {
  auto stage = DrivenStage::load(subject.entry, subject.stage);
  if (!stage) return stage;
  if (Status s = (*stage)->create(); !s) return s;
  return stage;
}

std::vector<std::string> some_texts() {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 24; ++i) texts.push_back(sample_text(40 + 90 * i));
  return texts;
}

std::vector<std::string> written_over(DrivenStage& stage, const std::vector<std::string>& texts) {
  std::vector<std::string> written;
  for (const std::string& text : texts) written.push_back(stage.run(text).written);
  return written;
}

Status threads(const Subject& subject) {
  if (subject.stage.threading == Threading::Serial) return {Code::Ok, "declared serial: one thread"};
  auto stage = created(subject);
  if (!stage) return stage.error();
  const std::vector<std::string> texts = some_texts();
  const std::vector<std::string> reference = written_over(**stage, texts);
  std::vector<void*> instances;
  for (int i = 0; i < kThreads; ++i) {
    const bool own = subject.stage.threading == Threading::PerWorker || i == 0;
    auto instance = own ? (*stage)->make_instance() : Result<void*>(instances.front());
    if (!instance) return instance.error();
    instances.push_back(*instance);
  }
  std::vector<int> different(kThreads, 0);
  std::vector<std::thread> crew;
  for (std::size_t t = 0; t < kThreads; ++t) {
    crew.emplace_back([&, t] {
      for (std::size_t i = 0; i < 3 * texts.size(); ++i) {
        const std::size_t which = (i + t * 7) % texts.size();
        different[t] +=
            (*stage)->run_in(instances[t], texts[which], LayerStyle::Plain, 1).written != reference[which];
      }
    });
  }
  for (std::thread& one : crew) one.join();
  if (subject.stage.threading != Threading::PerWorker) instances.resize(1);
  for (void* instance : instances) (*stage)->destroy_instance(instance);
  for (const int count : different) {
    if (count > 0)
      return failure("writes something else for the same text when " + std::to_string(kThreads) +
                     " threads are at work");
  }
  return {};
}

Status forked(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  const std::vector<std::string> texts = some_texts();
  const std::vector<std::string> reference = written_over(**stage, texts);
  const Status in_child = try_in_child(
      [&] {
        for (std::size_t i = 0; i < texts.size(); ++i) {
          if ((*stage)->run(texts[i]).written != reference[i])
            return failure("writes something else for the same text");
        }
        return Status();
      },
      subject.options.time_limit);
  if (!in_child) return failure("in a process forked after its model was made it " + in_child.message());
  return {};
}

/// What is written to standard output and standard error meanwhile.
template <class Body>
std::string printed_by(Body body) {
  std::fflush(stdout);
  const int catcher = ::memfd_create("printed", MFD_CLOEXEC);
  const int out = ::dup(STDOUT_FILENO), error = ::dup(STDERR_FILENO);
  ::dup2(catcher, STDOUT_FILENO);
  ::dup2(catcher, STDERR_FILENO);
  body();
  std::fflush(stdout);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(error, STDERR_FILENO);
  std::string text(4096, '\0');
  const ssize_t got = ::pread(catcher, text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  for (const int fd : {catcher, out, error}) ::close(fd);
  return text;
}

Status quiet(const Subject& subject) {
  auto stage = DrivenStage::load(subject.entry, subject.stage);
  if (!stage) return stage.error();
  const std::string printed = printed_by([&] {
    if (!(*stage)->create()) return;
    for (const std::string& text : some_texts()) (*stage)->run(text);
    (*stage)->destroy();
  });
  return printed.empty() ? Status() : failure("prints " + excerpt(printed));
}

std::vector<std::string> entries_of(const char* folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& item : std::filesystem::directory_iterator(folder, ignored))
    names.push_back(item.path().filename());
  return names;
}

Status tidy(const Subject& subject) {
  auto stage = DrivenStage::load(subject.entry, subject.stage);
  if (!stage) return stage.error();
  const std::string text = sample_text(2000);
  const std::size_t files_at_first = entries_of("/proc/self/fd").size();
  if (Status s = (*stage)->create(); !s) return s;
  (*stage)->run(text);
  (*stage)->destroy();
  const std::size_t files = entries_of("/proc/self/fd").size(),
                    threads = entries_of("/proc/self/task").size();
  if (files < files_at_first)
    return failure("closes " + std::to_string(files_at_first - files) + " files that are not its own");
  for (int i = 0; i < 5; ++i) {
    if (Status s = (*stage)->create(); !s) return s;
    (*stage)->run(text);
    (*stage)->destroy();
  }
  const std::size_t files_now = entries_of("/proc/self/fd").size(),
                    threads_now = entries_of("/proc/self/task").size();
  if (files_now > files)
    return failure("leaves " + std::to_string(files_now - files) + " files open in 5 lives");
  if (files_now < files)
    return failure("closes " + std::to_string(files - files_now) + " files that are not its own");
  if (threads_now > threads)
    return failure("leaves " + std::to_string(threads_now - threads) + " threads behind in 5 lives");
  return {};
}

Status keeps_its_place(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  for (const std::string& text : some_texts()) {
    const std::string usual = (*stage)->run(text).written;
    (*stage)->probe().guard(true);
    std::fprintf(stderr, "reading or writing beyond the text or the layers it was given\n");
    const std::string guarded = (*stage)->run(text).written;
    (*stage)->probe().guard(false);
    (*stage)->probe().release();
    if (guarded != usual)
      return failure("writes something else when text and layers lie elsewhere in memory");
  }
  return {};
}

bool must_not_be_overlooked(HostCall call) {
  return call == HostCall::WriteLayer || call == HostCall::Reserve || call == HostCall::Add ||
         call == HostCall::SetAttribute;
}

/// Lets the nth call of a kind fail. True if it was made at all.
Result<bool> fail_once(DrivenStage& stage, HostCall call, std::uint32_t nth, const std::string& text,
                       const std::string& usual) {
  const std::string where =
      std::string("when call ") + std::to_string(nth) + " of " + name_of(call) + " fails, it ";
  std::fprintf(stderr, "letting call %u of %s fail\n", nth, name_of(call));
  stage.probe().fail(call, nth);
  const Turn turn = stage.run(text);
  const bool failed = stage.probe().failed();
  stage.probe().fail_nothing();
  if (!failed) return false;
  if (turn.outcome.ok() && must_not_be_overlooked(call) && turn.written != usual)
    return failure(where + "says all is well, and its result is not complete");
  if (turn.broke_contract && turn.status == TEXTMILL_OK) return failure(where + turn.outcome.message());
  if (stage.run(text).written != usual)
    return failure(where + "writes something else over the next document");
  return true;
}

Status calls_that_fail(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  const std::string text = sample_text(4000);
  const std::string usual = (*stage)->run(text).written;
  int tried = 0;
  for (std::size_t i = 0; i < kHostCalls; ++i) {
    const auto call = static_cast<HostCall>(i);
    for (const std::uint32_t nth : {1U, 2U, 3U, 4U, 7U, 19U, 100U}) {
      const auto made = fail_once(**stage, call, nth, text, usual);
      if (!made) return made.error();
      if (!*made) break;
      ++tried;
    }
  }
  for (std::uint32_t nth = 1;; ++nth, ++tried) {
    (*stage)->probe().fail(HostCall::Option, nth);
    const Status made = (*stage)->create();
    const bool failed = (*stage)->probe().failed();
    (*stage)->probe().fail_nothing();
    if (!failed) break;
    if (made.ok()) return failure("is created though call " + std::to_string(nth) + " of option failed");
    if (made.code() == Code::Invalid)
      return failure("when call " + std::to_string(nth) + " of option fails, " + made.message());
  }
  return {Code::Ok, std::to_string(tried) + " calls"};
}

}  // namespace

std::vector<Check> guest_checks() {
  return {
      {"quiet", 2, "it prints nothing", "log with setup.warn() and document.warn()", false, 1, quiet},
      {"tidy", 3, "it leaves no files open and no threads, and closes nothing that is not its own",
       "end in the destructor what the constructor begins", false, 1, tidy},
      {"threads", 4, "several threads give what one gives, as its threading is declared",
       "nothing that changes may be shared: no statics, nothing in the model; or declare threading: serial",
       false, 1, threads},
      {"fork", 5, "it works in a process forked after its model was made",
       "start no thread and keep no lock or connection in the model", false, 2, forked},
      {"memory", 5, "it writes nothing but its own layers and reads nothing beyond what it was given",
       "the text is followed by 64 zero bytes and no more; layers have `count` rows", false, 1,
       keeps_its_place},
      {"failing-calls", 6, "it survives every call to the host that fails, and does not overlook it",
       "look at what each call returns, and return a failure; the C++ glue throws for you", false, 2,
       calls_that_fail},
  };
}

}  // namespace textmill::host
