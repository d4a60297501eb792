#include "input/selection.hpp"

#include <algorithm>

namespace textmill::host {
namespace {

class SelectingReader final : public Reader {
 public:
  SelectingReader(std::unique_ptr<Reader> reader, Selection selection)
      : reader_(std::move(reader)), missing_(std::move(selection)) {}

  bool next(Batch& batch) override {
    std::uint64_t passed_over_bytes = 0;
    while (!missing_.empty() && reader_->next(batch)) {
      std::erase_if(batch.records, [&](const Record& record) { return !take(record.source); });
      batch.input_bytes += passed_over_bytes;
      if (!batch.records.empty()) return true;
      passed_over_bytes = batch.input_bytes;
    }
    failures_ = reader_->failures();
    for (const auto& [path, offsets] : missing_) {
      for (const std::uint64_t offset : offsets)
        failures_.push_back({path, path + ": no record begins at byte " + std::to_string(offset)});
    }
    return false;
  }

  const std::vector<InputFailure>& failures() const override { return failures_; }
  std::uint64_t total_bytes() const override { return reader_->total_bytes(); }
  std::size_t input_count() const override { return reader_->input_count(); }
  const std::vector<std::string>& files() const override { return reader_->files(); }

 private:
  /// True for a record that is selected and was not given yet.
  bool take(const Source& source) {
    const auto input = missing_.find(std::string(source.path));
    if (input == missing_.end() || input->second.erase(source.offset) == 0) return false;
    if (input->second.empty()) missing_.erase(input);
    return true;
  }

  std::unique_ptr<Reader> reader_;
  Selection missing_;
  std::vector<InputFailure> failures_;
};

}  // namespace

std::vector<std::string> inputs_of(const Selection& selection) {
  std::vector<std::string> inputs;
  for (const auto& [path, offsets] : selection) inputs.push_back(path);
  return inputs;
}

std::unique_ptr<Reader> select_records(std::unique_ptr<Reader> reader, Selection selection) {
  return std::make_unique<SelectingReader>(std::move(reader), std::move(selection));
}

}  // namespace textmill::host
