#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <ctime>

#include "engine/interrupt.hpp"
#include "engine/reducer.hpp"
#include "engine/sandbox.hpp"
#include "engine/wire.hpp"
#include "engine/worker_output.hpp"
#include "engine/worker_process.hpp"

namespace textmill::host {
namespace {

constexpr int kPollMs = 20;
constexpr std::int64_t kSecond = 1000000000;
// A reduction may take long over much, but not for ever: processor time since the last answer.
constexpr std::int64_t kCpuNs = 60 * kSecond;
constexpr std::int64_t kCpuNsPerByte = 5000;  // 5 s per MB
constexpr std::int64_t kWallNs = 600 * kSecond;

std::int64_t clock_ns(clockid_t clock) {
  timespec t{};
  if (clock_gettime(clock, &t) != 0) return 0;
  return t.tv_sec * kSecond + t.tv_nsec;
}

std::int64_t cpu_ns(pid_t process) {
  clockid_t clock{};
  return clock_getcpuclockid(process, &clock) == 0 ? clock_ns(clock) : 0;
}

class ProcessReducer final : public Reducer {
 public:
  ProcessReducer(Loader& loader, const WorkerParts& parts, WorkerHandle worker)
      : loader_(loader), plan_(parts.plan), output_(parts.plan), worker_(std::move(worker)) {}
  ~ProcessReducer() override {
    if (worker_.pid > 0) end_worker();
  }

  Status take(std::string_view contributions) override {
    bytes_ += contributions.size();
    return ask(contributions, contributions.size()).error();
  }

  Result<std::vector<StageResult>> finish() override {
    const auto answer = ask({}, bytes_);
    if (!answer) return answer.error();
    std::vector<StageResult> results;
    if (!decode_stage_results(*answer, results))
      return failure("a result over all documents arrived damaged");
    return results;
  }

 private:
  /// Sends a message and waits for the answer.
  Result<std::string> ask(std::string_view message, std::uint64_t about_bytes) {
    if (!send_message(worker_.channel.get(), message)) return died();
    const std::int64_t cpu_limit = kCpuNs + kCpuNsPerByte * static_cast<std::int64_t>(about_bytes);
    const std::int64_t cpu_end = cpu_ns(worker_.pid) + cpu_limit;
    const std::int64_t wall_end = clock_ns(CLOCK_MONOTONIC) + cpu_limit + kWallNs;
    MessageBuffer buffer;
    while (true) {
      pollfd ready[2] = {{worker_.channel.get(), POLLIN, 0}, {worker_.output.get(), POLLIN, 0}};
      ::poll(ready, 2, kPollMs);
      output_.forward(worker_);
      const auto state = buffer.read_some(worker_.channel.get());
      if (state == MessageBuffer::State::Closed) return died();
      if (state == MessageBuffer::State::Complete) return result_of(buffer.take().str());
      if (interrupted() != 0) return Status(Code::Cancelled, "interrupted");
      if (cpu_ns(worker_.pid) > cpu_end || clock_ns(CLOCK_MONOTONIC) > wall_end) {
        return failed("took more than " + std::to_string(cpu_limit / kSecond) + " s of processor time");
      }
    }
  }

  static Result<std::string> result_of(std::string answer) {
    if (answer.empty()) return failure("a worker process gave no answer");
    const bool ok = answer[0] == kAnswerOk;
    answer.erase(0, 1);
    if (!ok) return Status(Code::Error, answer);
    return answer;
  }

  Status died() {
    const std::uint32_t stage = worker_.watch->last_stage.load();
    return failed(end_worker(), stage);
  }
  Status failed(const std::string& how) { return failed(how, worker_.watch->last_stage.load()); }
  Status failed(const std::string& how, std::uint32_t stage) const {
    const std::string who =
        stage < plan_.stages.size() ? "stage '" + plan_.stages[stage].id + "'" : "a stage";
    return {Code::Error, who + " cannot make its result over all documents: it " + how};
  }

  std::string end_worker() {
    ::kill(worker_.pid, SIGKILL);
    const std::string end = loader_.reap(worker_.pid);
    output_.forward(worker_);
    worker_.pid = -1;
    return end;
  }

 public:
  static constexpr char kAnswerOk = '+';
  static constexpr char kAnswerFailed = '-';

 private:
  Loader& loader_;
  const Plan& plan_;
  WorkerOutput output_;
  WorkerHandle worker_;
  std::uint64_t bytes_ = 0;
};

std::string failed_answer(const Status& status) { return ProcessReducer::kAnswerFailed + status.message(); }

std::string final_answer(Reductions& reductions) {
  const auto results = reductions.finish();
  if (!results) return failed_answer(results.error());
  std::string answer(1, ProcessReducer::kAnswerOk);
  encode_stage_results(*results, answer);
  return answer;
}

}  // namespace

Result<std::unique_ptr<Reducer>> make_process_reducer(Loader& loader, const WorkerParts& parts) {
  auto worker = loader.fork_reducer();
  if (!worker) return worker.error();
  return std::unique_ptr<Reducer>(new ProcessReducer(loader, parts, std::move(*worker)));
}

void run_reducer(const WorkerParts& parts, const Models& models, Descriptor channel, Descriptor output,
                 Descriptor watch_fd) {
  WorkerWatch& watch = enter_worker(output, watch_fd);
  confine_worker(parts.limits);
  auto reductions = Reductions::begin(models, &watch);
  std::string message;
  while (receive_message(channel.get(), message)) {
    std::string answer(1, ProcessReducer::kAnswerOk);
    if (!reductions) {
      answer = failed_answer(reductions.error());
    } else if (message.empty()) {
      answer = final_answer(**reductions);
    } else {
      const Status taken = read_contributions(
          message, [&](auto slot, auto id, auto bytes) { return (*reductions)->take(slot, id, bytes); });
      if (!taken) answer = failed_answer(taken);
    }
    if (!send_message(channel.get(), answer)) break;
  }
  ::_exit(0);
}

}  // namespace textmill::host
