#include "engine/worker_process.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "engine/result_room.hpp"
#include "engine/sandbox.hpp"
#include "engine/thread_runner.hpp"
#include "engine/wire.hpp"

namespace textmill::host {
namespace {

/// Descriptors a plugin may print to or close without harm to the run.
void redirect(const Descriptor& output) {
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(null, STDIN_FILENO);
  ::dup2(output.get(), STDOUT_FILENO);
  ::dup2(output.get(), STDERR_FILENO);
  ::close(null);
}

/// Answers with the result without its output, and the output where it found no room in the slot. False if
/// nobody listens.
bool handle_batch(ThreadRunner& runner, std::string_view bytes, ResultDesk& desk, int channel) {
  DecodedBatch decoded;
  BatchResult result;
  if (!decode_batch(bytes, decoded)) {
    result.fatal = "a batch arrived damaged in a worker process";
  }
  result.rendered = desk.open(decoded.slot);
  runner.make_room(result);
  runner.pass_over(std::move(decoded.passed_over));
  runner.one_by_one(decoded.one_by_one);
  for (std::size_t next = 0; next < decoded.batch.records.size() && result.fatal.empty();)
    next += runner.run_some(decoded.batch, next, result);
  runner.collect_costs(result);
  std::fflush(stdout);
  std::string encoded;
  const RenderedPlace place{desk.hand_over(result.rendered), result.rendered.size()};
  encode_result(result, place, encoded);
  return send_message(channel, encoded) && (place.in_slot || send_message(channel, result.rendered));
}

}  // namespace

WorkerWatch& enter_worker(const Descriptor& output, const Descriptor& watch) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  redirect(output);
  void* at = ::mmap(nullptr, sizeof(WorkerWatch), PROT_READ | PROT_WRITE, MAP_SHARED, watch.get(), 0);
  if (at == MAP_FAILED) ::_exit(70);
  return *static_cast<WorkerWatch*>(at);
}

void run_worker(const WorkerParts& parts, Models& models, Descriptor channel, Descriptor output,
                Descriptor watch_fd, Descriptor room) {
  WorkerWatch& watch = enter_worker(output, watch_fd);
  auto runner = ThreadRunner::make(parts.plan, models, parts.renderer, parts.reader);
  if (!runner) {
    std::fprintf(stderr, "%s\n", runner.error().message().c_str());
    ::_exit(71);
  }
  (*runner)->report_to(watch);
  ResultDesk desk(room);
  room.close();
  confine_worker(parts.limits);
  std::string bytes;
  while (receive_message(channel.get(), bytes)) {
    if (!handle_batch(**runner, bytes, desk, channel.get())) break;
    if (bytes.capacity() > (8U << 20)) std::string().swap(bytes);
  }
  // No destructors of plugin code: the process is going anyway.
  ::_exit(::fcntl(channel.get(), F_GETFD) < 0 ? kChannelClosed : 0);
}

StageLog make_worker_log() {
  return [](int level, std::string_view stage, std::string_view message) {
    std::fprintf(stderr, "\x01%d %.*s %.*s\n", level, static_cast<int>(stage.size()), stage.data(),
                 static_cast<int>(message.size()), message.data());
  };
}

}  // namespace textmill::host
