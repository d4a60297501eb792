// A pipeline that is ready for documents: its plugins in a loader process, its models made, a queue, and
// workers that take documents from it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "cli/pipeline_file.hpp"
#include "engine/process_runner.hpp"

namespace textmill::host {

/// Documents of a media type that is a text, a line of JSON or a page.
struct ServedDocument {
  RecordKind kind = RecordKind::Text;
  std::string body;
};

/// What became of a document.
struct ServedResult {
  enum class Outcome { Done, Refused, Busy };
  Outcome outcome = Outcome::Done;
  std::string line;     ///< as run --format jsonl writes it
  std::string page;     ///< as the page shows it: two lines of JSON, and one of figures
  std::string message;  ///< unless it is done
};

class ServedPipeline {
 public:
  using Reply = std::function<void(ServedResult&&)>;

  /// Forks the loader and makes the models. A stage without a time limit gets `timeout_ns`. Call before any
  /// thread is started.
  static Result<std::unique_ptr<ServedPipeline>> load(PipelineFile&& file, std::int64_t max_bytes,
                                                      std::int64_t timeout_ns);
  ~ServedPipeline();                               // stops
  ServedPipeline(const ServedPipeline&) = delete;  // owns processes and threads
  ServedPipeline& operator=(const ServedPipeline&) = delete;

  /// Starts the workers; once.
  void start(int workers);
  /// Gives the document to the next free worker. `reply` is called once: by a worker's thread, or by who
  /// calls refuse_late() or stop().
  void submit(ServedDocument&& document, Reply&& reply);
  /// Says Busy to those that have waited longer than `patience`. Any thread.
  void refuse_late(std::chrono::milliseconds patience);
  /// Says Busy to all that wait, and returns when the workers have done with what they are at.
  void stop();

  const std::string& name() const { return file_.plan->name; }
  /// What the page shows of the pipeline.
  const std::string& run_json() const { return run_json_; }

 private:
  struct Job {
    ServedDocument document;
    Reply reply;
    std::chrono::steady_clock::time_point since;
  };
  explicit ServedPipeline(PipelineFile&& file) : file_(std::move(file)) {}
  void work();

  PipelineFile file_;
  ReaderOptions reader_;
  std::unique_ptr<Renderer> renderer_;
  std::unique_ptr<WorkerParts> parts_;
  std::unique_ptr<Loader> loader_;
  std::string run_json_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace textmill::host
