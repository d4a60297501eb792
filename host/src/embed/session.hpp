// One pipeline in this process, one document at a time: what libtextmill and the verbs that look at single
// documents (explain, test, diff, shrink) are both made of. `run` and `serve` keep plugins in processes of
// their own instead; docs/design/0006 says why they do not go through here.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/pipeline_file.hpp"
#include "document/document.hpp"
#include "pipeline/chain.hpp"

namespace textmill::host {

using TextPairs = std::vector<std::pair<std::string, std::string>>;

/// A pipeline whose plugins are loaded and whose models are made. Does not change; for any number of threads.
class OpenPipeline {
 public:
  /// `file` has been checked. Fails with Code::BadPlugin, naming the stage.
  static Result<std::unique_ptr<OpenPipeline>> make(PipelineFile file, StageLog log);

  const Plan& plan() const { return *file_.plan; }
  const Catalog& catalog() const { return *file_.catalog; }

 private:
  friend class Session;
  OpenPipeline(PipelineFile file, std::unique_ptr<Models> models)
      : file_(std::move(file)), models_(std::move(models)) {}

  PipelineFile file_;
  std::unique_ptr<Models> models_;
};

/// The instances of one thread, and the document they work on. Not for several threads.
class Session {
 public:
  /// `pipeline` must outlive the session. Fails with Code::BadPlugin, naming the stage.
  static Result<std::unique_ptr<Session>> make(const OpenPipeline& pipeline);

  /// Starts a document. `fields` are fields that come with it, as texts. A text that is not UTF-8 or too long
  /// is an error.
  Status load(std::string_view id, std::string_view text, const TextPairs& fields = {});
  /// Runs the chain over the document that was loaded.
  ChainResult run() { return worker_->run(document_); }

  const Document& document() const { return document_; }
  /// For a reader that makes the document itself.
  Document& document() { return document_; }
  Worker& worker() { return *worker_; }

 private:
  Session(const Plan& plan, std::unique_ptr<Worker> worker)
      : worker_(std::move(worker)), document_(plan.schema) {}

  std::unique_ptr<Worker> worker_;
  Document document_;
};

}  // namespace textmill::host
