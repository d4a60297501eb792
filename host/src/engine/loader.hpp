// The process that loads the plugins, so that the supervisor never runs their code.
//
// The supervisor forks it before it has any thread. The loader opens the libraries, makes the models once,
// and from then on only forks workers, which share the models' memory with it (copy on write). It has one
// thread, so forking is safe.
#pragma once

#include <sys/types.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/channel.hpp"
#include "input/reader.hpp"
#include "output/renderer.hpp"
#include "pipeline/chain.hpp"
#include "pipeline/plan.hpp"

namespace textmill::host {

class ResultRoom;

struct WorkerLimits {
  std::int64_t memory_bytes = std::int64_t{1} << 30;  ///< heap of a worker beyond the models; 0: none
  bool sandbox = true;                                ///< landlock and seccomp
};

/// What a worker is made with; all of it must outlive the loader.
struct WorkerParts {
  const Plan& plan;
  const Renderer& renderer;
  const ReaderOptions& reader;
  WorkerLimits limits;
};

/// The supervisor's end of one worker process.
struct WorkerHandle {
  pid_t pid = -1;
  Descriptor channel;            ///< batches out, results in
  Descriptor output;             ///< what plugins print on stdout and stderr; not blocking
  WorkerWatch* watch = nullptr;  ///< shared memory; belongs to the handle's owner until unmapped

  WorkerHandle() = default;
  WorkerHandle(WorkerHandle&& other) noexcept;
  WorkerHandle& operator=(WorkerHandle&& other) noexcept;
  ~WorkerHandle();
};

class Loader {
 public:
  /// Forks the loader and waits until the models are made. Code::BadPlugin names the stage that failed, or
  /// the stage and plugin that brought the loader down, with the signal; the latter is remembered (DenyList)
  /// and not tried again with the same pipeline. Call before any thread is started.
  static Result<std::unique_ptr<Loader>> start(const WorkerParts& parts);
  ~Loader();                       // ends the loader; workers end with it
  Loader(const Loader&) = delete;  // owns a process
  Loader& operator=(const Loader&) = delete;

  /// A new worker, which leaves results in `room` if there is one. Any thread.
  Result<WorkerHandle> fork_worker(const ResultRoom* room);
  /// A process that makes results over all documents instead. Any thread.
  Result<WorkerHandle> fork_reducer();
  /// Waits for a worker that has ended and says how: "crashed with SIGSEGV (signal 11)", "exited with
  /// status 0". Kill it first if it may still live. Any thread.
  std::string reap(pid_t worker);

 private:
  Loader() = default;
  /// `more`: descriptors beside the worker's channel, output and watch.
  Result<WorkerHandle> fork(char word, const std::vector<int>& more = {});

  pid_t pid_ = -1;
  Descriptor channel_;
  std::mutex mutex_;
};

/// Makes the models and one worker's instances in a child process and drops them again: where plugins are to
/// run in this process, one that crashes while it is created would take the program with it. Fails as
/// Loader::start does, and when it takes more than five minutes. Nothing to do if all plugins ship with
/// Textmill. Call before any thread is started.
Status prove_models(const Plan& plan);

}  // namespace textmill::host
