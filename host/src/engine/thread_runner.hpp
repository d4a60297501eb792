// Runs the chain over batches in this process.
#pragma once

#include <memory>
#include <vector>

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
  /// The same with Worker::begin: it can work while models are still being made.
  static std::unique_ptr<ThreadRunner> begin(const Plan& plan, Models& models, const Renderer& renderer,
                                             const ReaderOptions& reader);
  /// Waits for what is missing, and fails as make() does.
  Status complete() { return worker_->complete(); }
  BatchResult run(const Batch& batch) override;

  /// Makes room for as much output as the last batch had.
  void make_room(BatchResult& result) const { result.rendered.reserve(expected_bytes_); }
  /// Handles the records from `first` on that go through the chain side by side, and says how many they were.
  /// `run` is this until the end of the batch. Public for worker processes, which do not stop in the middle
  /// of a batch.
  std::size_t run_some(const Batch& batch, std::size_t first, BatchResult& result);
  /// Stages, by number, that the following records do without.
  void pass_over(std::vector<std::uint32_t> stages) { worker_->pass_over(std::move(stages)); }
  /// Whether the following records go through the chain each for itself.
  void one_by_one(bool only) { worker_->one_by_one(only); }
  void report_to(WorkerWatch& watch);
  /// Puts what the stages cost since the last call, and the slowest documents, into the result.
  void collect_costs(BatchResult& result);

 private:
  ThreadRunner(const Plan& plan, std::unique_ptr<Worker> worker, const Renderer& renderer,
               const ReaderOptions& reader);
  /// A record on its way: the document it became, or why it is none.
  struct Seat {
    explicit Seat(const DocumentSchema& schema) : document(schema) {}
    Document document;
    ParsedRecord parsed;
    bool left_out = false;  ///< not in the sample
  };
  std::size_t count_together(const Batch& batch, std::size_t first) const;
  Passage begin_record(const Batch& batch, std::size_t number, Seat& seat);
  void end_record(const Batch& batch, const Seat& seat, const Passage& passage, BatchResult& result);
  static void remember_id(std::uint32_t number, std::string_view id, BatchResult& result);
  void remember_slow(const Record& record, const Document& document, std::int64_t wall_ns);
  void count_findings(const Document& document, FindingCounts& counts) const;
  void note(const Record& record, const Document& document, const ChainResult& chain,
            BatchResult& result) const;

  const Plan& plan_;
  std::unique_ptr<Worker> worker_;
  const Renderer& renderer_;
  RecordParser parser_;
  std::vector<std::unique_ptr<Seat>> seats_;  ///< for records that go side by side
  std::vector<Passage> passages_;
  WorkerWatch* watch_ = nullptr;
  SlowestDocuments slowest_;
  std::size_t expected_bytes_ = 0;  ///< of the next batch's output
  int findings_slot_ = -1;
  int severity_feature_ = -1;
};

}  // namespace textmill::host
