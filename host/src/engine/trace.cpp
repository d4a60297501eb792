#include "engine/trace.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <ctime>

namespace textmill::host {
namespace {

constexpr std::int32_t kReader = 0;
constexpr std::int32_t kWriter = 1;
constexpr std::int32_t kFirstWorker = 2;
constexpr std::int32_t kWholeBatch = -1;

std::int64_t monotonic_ns() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void put(Json& json, const char* key, const std::string& value) {
  json.Key(key);
  json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void put_lane_name(Json& json, std::int32_t lane) {
  json.StartObject();
  put(json, "name", "thread_name");
  put(json, "ph", "M");
  json.Key("pid");
  json.Int(1);
  json.Key("tid");
  json.Int(lane);
  json.Key("args");
  json.StartObject();
  put(json, "name",
      lane == kReader   ? "reader"
      : lane == kWriter ? "writer"
                        : "worker " + std::to_string(lane - kFirstWorker + 1));
  json.EndObject();
  json.EndObject();
}

}  // namespace

std::int64_t Trace::now() const { return monotonic_ns(); }

void Trace::add(const Event& event) {
  const std::lock_guard lock(mutex_);
  if (start_ns_ < 0) start_ns_ = event.from_ns;
  if (events_.size() < kEvents) events_.push_back(event);
}

void Trace::read(std::int64_t from, std::uint64_t batch) {
  add({kWholeBatch, kReader, batch, from, now() - from, 0});
}

void Trace::wrote(std::int64_t from, std::uint64_t batch) {
  add({kWholeBatch, kWriter, batch, from, now() - from, 0});
}

void Trace::worked(std::int64_t from, int worker, const BatchResult& result) {
  const std::int32_t lane = kFirstWorker + worker;
  add({kWholeBatch, lane, result.number, from, now() - from, result.read});
  std::int64_t at = from;
  for (std::size_t i = 0; i < result.costs.size(); ++i) {
    const StageCost& cost = result.costs[i];
    add({static_cast<std::int32_t>(i), lane, result.number, at, cost.wall_ns, cost.documents});
    at += cost.wall_ns;
  }
}

std::string Trace::json() const {
  const std::lock_guard lock(mutex_);
  rapidjson::StringBuffer buffer;
  Json json(buffer);
  json.StartObject();
  json.Key("traceEvents");
  json.StartArray();
  std::int32_t lanes = kFirstWorker;
  for (const Event& event : events_) lanes = std::max(lanes, event.lane + 1);
  for (std::int32_t lane = 0; lane < lanes; ++lane) put_lane_name(json, lane);
  for (const Event& event : events_) {
    json.StartObject();
    put(json, "name",
        event.stage == kWholeBatch ? "batch " + std::to_string(event.batch)
                                   : stages_[static_cast<std::size_t>(event.stage)]);
    put(json, "ph", "X");
    json.Key("pid");
    json.Int(1);
    json.Key("tid");
    json.Int(event.lane);
    json.Key("ts");
    json.Double(static_cast<double>(event.from_ns - start_ns_) / 1e3);
    json.Key("dur");
    json.Double(static_cast<double>(event.took_ns) / 1e3);
    json.Key("args");
    json.StartObject();
    json.Key("documents");
    json.Uint64(event.documents);
    json.EndObject();
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace textmill::host
