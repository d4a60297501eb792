#include "engine/wire.hpp"

#include <cstring>
#include <map>
#include <type_traits>

namespace textmill::host {
namespace {

class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}
  template <class T>
  void number(T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(std::string_view value) {
    number<std::uint64_t>(value.size());
    out_.append(value);
  }

 private:
  std::string& out_;
};

/// Reads what Encoder wrote; once something does not fit, everything that follows is empty and `ok` false.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  T number() {
    T value{};
    if (!take(sizeof value)) return value;
    std::memcpy(&value, bytes_.data() + at_ - sizeof value, sizeof value);
    return value;
  }
  std::string_view text() {
    const auto size = number<std::uint64_t>();
    if (!take(size)) return {};
    return bytes_.substr(at_ - size, size);
  }
  /// A count of things that take at least `least` bytes each.
  std::size_t count(std::size_t least) {
    const auto n = number<std::uint64_t>();
    if (ok_ && n > (bytes_.size() - at_) / least) ok_ = false;
    return ok_ ? n : 0;
  }
  bool ok() const { return ok_; }
  bool finished() const { return ok_ && at_ == bytes_.size(); }

 private:
  bool take(std::uint64_t size) {
    if (!ok_ || size > bytes_.size() - at_) {
      ok_ = false;
      return false;
    }
    at_ += size;
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

void encode_record(const Record& record, std::uint32_t path, Encoder& encoder, std::string_view bytes) {
  encoder.number(static_cast<std::uint8_t>(record.kind));
  encoder.number(path);
  encoder.number(record.source.offset);
  encoder.number(record.source.length);
  encoder.number(record.source.line);
  encoder.text(record.id);
  encoder.text(record.problem);
  encoder.text(bytes);
}

void encode_notice(const Notice& notice, Encoder& encoder) {
  encoder.number(static_cast<std::uint8_t>(notice.outcome));
  encoder.text(notice.id);
  encoder.text(notice.place.path);
  encoder.number(notice.place.line);
  encoder.number(notice.place.offset);
  encoder.number(notice.place.length);
  encoder.text(notice.stage);
  encoder.text(notice.message);
}

Notice decode_notice(Decoder& decoder) {
  Notice notice;
  notice.outcome = static_cast<Outcome>(std::min<std::uint8_t>(decoder.number<std::uint8_t>(), 3));
  notice.id = decoder.text();
  notice.place.path = decoder.text();
  notice.place.line = decoder.number<std::uint64_t>();
  notice.place.offset = decoder.number<std::uint64_t>();
  notice.place.length = decoder.number<std::uint64_t>();
  notice.stage = decoder.text();
  notice.message = decoder.text();
  return notice;
}

}  // namespace

void encode_batch(const Batch& batch, const RecordRange& range, std::uint32_t slot, std::string& out) {
  Encoder encoder(out);
  std::map<const char*, std::uint32_t> paths;  // records of one input share its path's address
  std::vector<std::string_view> path_list;
  const std::size_t end = range.first + range.count;
  for (std::size_t i = range.first; i < end; ++i) {
    const std::string_view path = batch.records[i].source.path;
    if (paths.emplace(path.data(), path_list.size()).second) path_list.push_back(path);
  }
  encoder.number(batch.number);
  encoder.number<std::uint64_t>(path_list.size());
  for (const std::string_view path : path_list) encoder.text(path);
  encoder.number<std::uint64_t>(range.passed_over.size());
  for (const std::uint32_t stage : range.passed_over) encoder.number(stage);
  encoder.number<std::uint8_t>(range.one_by_one ? 1 : 0);
  encoder.number(slot);
  encoder.number<std::uint64_t>(range.count);
  for (std::size_t i = range.first; i < end; ++i) {
    const Record& record = batch.records[i];
    encode_record(record, paths[record.source.path.data()], encoder,
                  std::string_view(batch.bytes).substr(record.begin, record.size));
  }
}

bool decode_batch(std::string_view bytes, DecodedBatch& out) {
  Decoder decoder(bytes);
  Batch& batch = out.batch;
  batch.number = decoder.number<std::uint64_t>();
  out.paths.assign(decoder.count(sizeof(std::uint64_t)), {});
  for (std::string& path : out.paths) path = decoder.text();
  out.passed_over.assign(decoder.count(sizeof(std::uint32_t)), 0);
  for (std::uint32_t& stage : out.passed_over) stage = decoder.number<std::uint32_t>();
  out.one_by_one = decoder.number<std::uint8_t>() != 0;
  out.slot = decoder.number<std::uint32_t>();
  batch.records.assign(decoder.count(1), {});
  batch.bytes.clear();
  batch.bytes.reserve(bytes.size() + kBatchPadding);
  for (Record& record : batch.records) {
    record.kind = static_cast<RecordKind>(decoder.number<std::uint8_t>());
    const auto path = decoder.number<std::uint32_t>();
    if (!decoder.ok() || path >= out.paths.size()) return false;
    record.source.path = out.paths[path];
    record.source.offset = decoder.number<std::uint64_t>();
    record.source.length = decoder.number<std::uint64_t>();
    record.source.line = decoder.number<std::uint64_t>();
    record.id = decoder.text();
    record.problem = decoder.text();
    const std::string_view body = decoder.text();
    record.begin = batch.bytes.size();
    record.size = body.size();
    batch.bytes.append(body);
  }
  batch.bytes.append(kBatchPadding, '\0');
  return decoder.finished();
}

void encode_result(const BatchResult& result, const RenderedPlace& place, std::string& out) {
  Encoder encoder(out);
  encoder.number<std::uint8_t>(place.in_slot ? 1 : 0);
  encoder.number(place.size);
  for (const std::uint64_t n :
       {result.read, result.written, result.dropped, result.set_aside, result.left_out, result.text_bytes,
        result.findings.errors, result.findings.warnings, result.findings.notes}) {
    encoder.number(n);
  }
  encoder.text(result.fatal);
  encoder.text(result.id_bytes);
  encoder.number<std::uint64_t>(result.ids.size());
  for (const GivenId& id : result.ids) encoder.number(id);
  encoder.number<std::uint64_t>(result.notices.size());
  for (const Notice& notice : result.notices) encode_notice(notice, encoder);
  encoder.number<std::uint64_t>(result.costs.size());
  for (const StageCost& cost : result.costs) encoder.number(cost);
  encoder.number<std::uint64_t>(result.slow.size());
  for (const SlowDocument& document : result.slow) {
    encoder.number(document.wall_ns);
    encoder.number(document.bytes);
    encoder.text(document.id);
    encoder.text(document.place);
  }
  encoder.text(result.contributions);
  encoder.number<std::uint64_t>(result.counters.size());
  for (const Counter& counter : result.counters) {
    encoder.text(counter.stage);
    encoder.text(counter.name);
    encoder.number(counter.amount);
  }
}

bool decode_result(std::string_view bytes, BatchResult& result, RenderedPlace& place) {
  Decoder decoder(bytes);
  place.in_slot = decoder.number<std::uint8_t>() != 0;
  place.size = decoder.number<std::uint64_t>();
  for (std::uint64_t* n :
       {&result.read, &result.written, &result.dropped, &result.set_aside, &result.left_out,
        &result.text_bytes, &result.findings.errors, &result.findings.warnings, &result.findings.notes}) {
    *n = decoder.number<std::uint64_t>();
  }
  result.fatal = decoder.text();
  result.id_bytes = decoder.text();
  result.ids.resize(decoder.count(sizeof(GivenId)));
  for (GivenId& id : result.ids) {
    id = decoder.number<GivenId>();
    if (std::uint64_t{id.begin} + id.size > result.id_bytes.size()) return false;
  }
  result.notices.resize(decoder.count(1));
  for (Notice& notice : result.notices) notice = decode_notice(decoder);
  result.costs.resize(decoder.count(sizeof(StageCost)));
  for (StageCost& cost : result.costs) cost = decoder.number<StageCost>();
  result.slow.resize(decoder.count(1));
  for (SlowDocument& document : result.slow) {
    document.wall_ns = decoder.number<std::int64_t>();
    document.bytes = decoder.number<std::uint64_t>();
    document.id = decoder.text();
    document.place = decoder.text();
  }
  result.contributions = decoder.text();
  result.counters.resize(decoder.count(1));
  for (Counter& counter : result.counters) {
    counter.stage = decoder.text();
    counter.name = decoder.text();
    counter.amount = decoder.number<std::int64_t>();
  }
  return decoder.finished();
}

void encode_stage_results(const std::vector<StageResult>& results, std::string& out) {
  Encoder encoder(out);
  encoder.number<std::uint64_t>(results.size());
  for (const StageResult& result : results) {
    encoder.text(result.stage);
    encoder.text(result.json);
  }
}

bool decode_stage_results(std::string_view bytes, std::vector<StageResult>& results) {
  Decoder decoder(bytes);
  results.resize(decoder.count(1));
  for (StageResult& result : results) {
    result.stage = decoder.text();
    result.json = decoder.text();
  }
  return decoder.finished();
}

}  // namespace textmill::host
