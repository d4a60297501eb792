// Runs the chain over batches in this process.
#pragma once

#include <memory>

#include "engine/batch_runner.hpp"
#include "output/renderer.hpp"
#include "pipeline/chain.hpp"

namespace textmill::host {

/// True for a share of all ids, the same ones in every run.
bool in_sample(std::string_view id, double share);

class ThreadRunner final : public BatchRunner {
 public:
  /// `plan`, `models` and `renderer` must outlive the runner and are shared by all runners.
  static Result<std::unique_ptr<ThreadRunner>> make(const Plan& plan, Models& models,
                                                    const Renderer& renderer, const ReaderOptions& reader);
  BatchResult run(const Batch& batch) override;

  /// Makes room for as much output as the last batch had.
  void make_room(BatchResult& result) const { result.rendered.reserve(expected_bytes_); }
  /// Handles one record into `result`; `run` is this for each record. Public for worker processes, which
  /// say before each record which one it is.
  void run_record(const Batch& batch, const Record& record, BatchResult& result);
  /// Stages, by number, that the following records do without.
  void pass_over(std::vector<std::uint32_t> stages) { worker_->pass_over(std::move(stages)); }
  void report_to(WorkerWatch& watch) { worker_->report_to(watch); }
  /// Puts what the stages cost since the last call, and the slowest documents, into the result.
  void collect_costs(BatchResult& result);

 private:
  ThreadRunner(const Plan& plan, std::unique_ptr<Worker> worker, const Renderer& renderer,
               const ReaderOptions& reader);
  void remember_id(const Batch& batch, const Record& record, BatchResult& result) const;
  void remember_slow(const Record& record, std::int64_t wall_ns);
  void count_findings(FindingCounts& counts) const;
  void note(const Record& record, const ChainResult& chain, BatchResult& result) const;

  const Plan& plan_;
  std::unique_ptr<Worker> worker_;
  const Renderer& renderer_;
  RecordParser parser_;
  Document document_;
  SlowestDocuments slowest_;
  std::size_t expected_bytes_ = 0;  ///< of the next batch's output
  int findings_slot_ = -1;
  int severity_feature_ = -1;
};

}  // namespace textmill::host
