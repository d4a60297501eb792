// A pipeline that is ready to run over one document at a time in this process, with the finished document to
// look at: for the verbs that show or check single results. Plugins that do not ship with Textmill are tried
// in a process of their own first, so that one that crashes or hangs is a result like any other.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "embed/session.hpp"
#include "input/reader.hpp"

namespace textmill::host {

/// A WorkerWatch that forked processes share.
class SharedWatch {
 public:
  SharedWatch();
  ~SharedWatch();
  SharedWatch(const SharedWatch&) = delete;  // owns a mapping
  SharedWatch& operator=(const SharedWatch&) = delete;
  WorkerWatch& get() { return *watch_; }

 private:
  WorkerWatch* watch_;
};

/// Not for several threads.
class Workbench {
 public:
  /// Finds, checks and loads a pipeline as `run` does. Null after a failure, which has been printed; then
  /// `exit` is the code to leave with.
  static std::unique_ptr<Workbench> open(const std::string& pipeline, const TextPairs& settings,
                                         const CatalogOptions& search, const Console& console, Exit& exit);
  Workbench(const Workbench&) = delete;  // the session points into the pipeline
  Workbench& operator=(const Workbench&) = delete;

  const Plan& plan() const { return pipeline_->plan(); }
  const Catalog& catalog() const { return pipeline_->catalog(); }

  /// Starts a document; invalid UTF-8 is an error. `meta` are fields that come with it, as texts.
  Status load(std::string_view id, std::string_view text, const TextPairs& meta = {}) {
    return session_->load(id, text, meta);
  }
  /// Starts the document of a record that a Reader gave; `batch` and the reader must outlive it.
  Status load(const Batch& batch, const Record& record);
  /// Starts the document `id` of a file, or its first one if `id` is empty.
  Status load_file(const std::string& path, std::string_view id = {});

  /// Runs the chain over the document that was loaded. If that would be the end of this process, or take too
  /// long, only the stages before the guilty one are run; it is the result's failure.
  ChainResult run();
  /// Without such care.
  ChainResult run_here() { return session_->run(); }
  const Document& document() const { return session_->document(); }

 private:
  ChainResult run_before(std::uint32_t guilty, const std::string& death);
  Workbench(std::unique_ptr<OpenPipeline> pipeline, std::unique_ptr<Session> session);

  std::unique_ptr<OpenPipeline> pipeline_;
  std::unique_ptr<Session> session_;
  SharedWatch watch_;
  ReaderOptions reader_options_;
  RecordParser parser_;
  std::unique_ptr<Reader> reader_;  ///< of load_file; its paths are the document's
};

/// "set aside by stage 'x': message", or "ok".
std::string describe(const ChainResult& result);

}  // namespace textmill::host
