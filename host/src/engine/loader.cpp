#include "engine/loader.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <functional>
#include <new>

#include "engine/reducer.hpp"
#include "engine/result_room.hpp"
#include "engine/shared_memory.hpp"
#include "engine/worker_process.hpp"
#include "pipeline/fingerprint.hpp"
#include "plugins/deny_list.hpp"
#include "plugins/probe.hpp"

namespace textmill::host {
namespace {

constexpr char kForkWorker = 'F';
constexpr char kForkReducer = 'R';
constexpr char kReapWorker = 'W';
constexpr unsigned kLongestTrial = 300;  // seconds

struct SharedWatch {
  Descriptor descriptor;
  WorkerWatch* watch;
};

/// One that supervisor, loader and worker all see.
Result<SharedWatch> make_watch() {
  auto memory = make_shared_memory(sizeof(WorkerWatch));
  if (!memory) return memory.error();
  return SharedWatch{std::move(memory->descriptor), new (memory->at) WorkerWatch()};
}

std::string describe_end(int status) {
  if (WIFSIGNALED(status)) return "crashed with " + signal_name(WTERMSIG(status));
  if (WIFEXITED(status) && WEXITSTATUS(status) == kChannelClosed) return "closed the worker's channel";
  if (WIFEXITED(status)) return "ended the process with exit status " + std::to_string(WEXITSTATUS(status));
  return "ended";
}

/// What a plugin was tried with: it may go well with other options.
std::string attempt_id(const CatalogEntry& plugin, const std::string& fingerprint) {
  return plugin.build_id + "+" + fingerprint;
}

std::string name_of(const PlannedStage& stage, const Plan& plan) {
  return plan.file + ":" + std::to_string(stage.mark.line) + ": stage '" + stage.id + "' of " +
         stage.ref.plugin->path;
}

/// Refuses a plugin that brought an earlier loader down.
Status check_past(const Plan& plan) {
  const DenyList denied = DenyList::of_user();
  if (denied.empty()) return {};  // a fingerprint reads files
  const std::string made_of = fingerprint(plan);
  for (const PlannedStage& stage : plan.stages) {
    const CatalogEntry& plugin = *stage.ref.plugin;
    const auto why = denied.reason(plugin.path, attempt_id(plugin, made_of));
    if (!why) continue;
    return {Code::BadPlugin,
            name_of(stage, plan) + " is not tried again: it " + *why +
                "; with another build or other options it is, and so it is after 'textmill why " +
                plugin.manifest->id + " --forget'"};
  }
  return {};
}

/// Says which plugin was at work when the loader died, and remembers it.
Status blame(const Plan& plan, const WorkerWatch& watch, const std::string& end) {
  const std::uint32_t number = watch.stage.load();
  const std::string why = end + " while it was created";
  if (number >= plan.stages.size()) return {Code::BadPlugin, "a plugin of " + plan.file + " " + why};
  const PlannedStage& stage = plan.stages[number];
  const CatalogEntry& plugin = *stage.ref.plugin;
  DenyList::of_user().add(plugin.path, attempt_id(plugin, fingerprint(plan)), why);
  return {Code::BadPlugin, name_of(stage, plan) + " " + why};
}

/// Makes the models, and a worker's instances once, so that what would fail in every worker fails here.
Status make_models(const Plan& plan, StageLog log, WorkerWatch& watch, std::unique_ptr<Models>& models) {
  auto made = Models::make_watched(plan, std::move(log), watch);
  if (!made) return made.error();
  models = std::move(*made);
  return Worker::make(*models, &watch).error();
}

/// The loader's half of everything.
class LoaderProcess {
 public:
  LoaderProcess(const WorkerParts& parts, int channel, WorkerWatch& watch)
      : parts_(parts), channel_(channel), watch_(watch) {}

  [[noreturn]] void run() {
    std::signal(SIGINT, SIG_IGN);  // a Ctrl-C reaches the whole group; the supervisor decides
    std::signal(SIGTERM, SIG_IGN);
    const Status ready = make_models(parts_.plan, make_worker_log(), watch_, models_);
    if (!send_message(channel_, ready.message()) || !ready) ::_exit(0);
    std::vector<Descriptor> received;
    while (true) {
      received.clear();
      const char word = receive_descriptors(channel_, received);
      if ((word == kForkWorker || word == kForkReducer) && received.size() >= 3) {
        answer(fork_worker(word, received));
      } else if (word == kReapWorker) {
        std::string pid;
        if (!receive_message(channel_, pid)) ::_exit(0);
        int status = 0;
        ::waitpid(static_cast<pid_t>(std::stol(pid)), &status, 0);
        answer(status);
      } else {
        ::_exit(0);
      }
    }
  }

 private:
  void answer(std::int64_t number) {
    if (!send_message(channel_, std::to_string(number))) ::_exit(0);
  }

  pid_t fork_worker(char word, std::vector<Descriptor>& received) {
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    ::close(channel_);
    if (word == kForkReducer) {
      run_reducer(parts_, *models_, std::move(received[0]), std::move(received[1]), std::move(received[2]));
    }
    run_worker(parts_, *models_, std::move(received[0]), std::move(received[1]), std::move(received[2]),
               received.size() > 3 ? std::move(received[3]) : Descriptor());
  }

  const WorkerParts& parts_;
  int channel_;
  WorkerWatch& watch_;
  std::unique_ptr<Models> models_;
};

struct Child {
  pid_t pid = -1;
  Descriptor channel;
};

/// Forks and waits for the message on the channel that says what kept the models from being made, if
/// anything did. `body` sends it and does not return.
Result<Child> start_child(const Plan& plan, const std::function<void(int channel, WorkerWatch&)>& body) {
  if (Status s = check_past(plan); !s) return s;
  auto ends = socket_pair();
  if (!ends) return ends.error();
  auto shared = make_watch();
  if (!shared) return shared.error();
  WorkerHandle watched;  // unmaps it
  watched.watch = shared->watch;
  Child child;
  child.pid = ::fork();
  if (child.pid < 0) return failure(std::string("cannot fork: ") + std::strerror(errno));
  if (child.pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    ends->first.close();
    body(ends->second.get(), *watched.watch);
  }
  ends->second.close();
  child.channel = std::move(ends->first);
  std::string complaint;
  const bool said = receive_message(child.channel.get(), complaint);
  if (said && complaint.empty()) return child;
  int status = 0;
  ::waitpid(child.pid, &status, 0);
  if (said) return Status(Code::BadPlugin, complaint);
  const bool too_late = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
  const std::string end = "took more than " + std::to_string(kLongestTrial) + " s";
  return blame(plan, *watched.watch, too_late ? end : describe_end(status));
}

/// What is tried will be done once more, with all that plugins have to say.
void be_silent() {
  const Descriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(null.get(), fd);
}

}  // namespace

WorkerHandle::WorkerHandle(WorkerHandle&& other) noexcept { *this = std::move(other); }

WorkerHandle& WorkerHandle::operator=(WorkerHandle&& other) noexcept {
  std::swap(pid, other.pid);
  std::swap(watch, other.watch);
  channel = std::move(other.channel);
  output = std::move(other.output);
  return *this;
}

WorkerHandle::~WorkerHandle() {
  if (watch) ::munmap(watch, sizeof *watch);
}

Result<std::unique_ptr<Loader>> Loader::start(const WorkerParts& parts) {
  auto child = start_child(
      parts.plan, [&](int channel, WorkerWatch& watch) { LoaderProcess(parts, channel, watch).run(); });
  if (!child) return child.error();
  std::unique_ptr<Loader> loader(new Loader());
  loader->pid_ = child->pid;
  loader->channel_ = std::move(child->channel);
  return loader;
}

Loader::~Loader() {
  if (pid_ <= 0) return;
  channel_.close();
  ::waitpid(pid_, nullptr, 0);
}

Status prove_models(const Plan& plan) {
  if (!has_foreign_plugins(plan)) return {};
  const auto child = start_child(plan, [&](int channel, WorkerWatch& watch) {
    be_silent();
    std::signal(SIGALRM, SIG_DFL);
    ::alarm(kLongestTrial);
    std::unique_ptr<Models> models;
    (void)send_message(channel, make_models(
                                    plan, [](auto...) {}, watch, models)
                                    .message());
    ::_exit(0);  // no destructors of plugin code
  });
  if (!child) return child.error();
  ::waitpid(child->pid, nullptr, 0);
  return {};
}

Result<WorkerHandle> Loader::fork_worker(const ResultRoom* room) {
  if (!room) return fork(kForkWorker);
  return fork(kForkWorker, {room->descriptor()});
}

Result<WorkerHandle> Loader::fork_reducer() { return fork(kForkReducer); }

Result<WorkerHandle> Loader::fork(char word, const std::vector<int>& more) {
  auto channel = socket_pair();
  if (!channel) return channel.error();
  auto watch = make_watch();
  if (!watch) return watch.error();
  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) {
    return failure(std::string("cannot make a pipe: ") + std::strerror(errno));
  }
  WorkerHandle handle;
  handle.channel = std::move(channel->first);
  handle.output = Descriptor(pipe_ends[0]);
  const Descriptor worker_output(pipe_ends[1]);
  handle.watch = watch->watch;

  std::vector<int> ends{channel->second.get(), worker_output.get(), watch->descriptor.get()};
  ends.insert(ends.end(), more.begin(), more.end());

  const std::lock_guard lock(mutex_);
  std::string pid;
  if (!send_descriptors(channel_.get(), word, ends) || !receive_message(channel_.get(), pid) ||
      std::stol(pid) <= 0) {
    return failure("the loader process cannot make a worker");
  }
  handle.pid = static_cast<pid_t>(std::stol(pid));
  return handle;
}

std::string Loader::reap(pid_t worker) {
  const std::lock_guard lock(mutex_);
  std::string status;
  if (!send_descriptors(channel_.get(), kReapWorker, {}) ||
      !send_message(channel_.get(), std::to_string(worker)) || !receive_message(channel_.get(), status)) {
    return "ended together with the loader process";
  }
  return describe_end(static_cast<int>(std::stol(status)));
}

}  // namespace textmill::host
