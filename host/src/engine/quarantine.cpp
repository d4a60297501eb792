#include "engine/quarantine.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <filesystem>

namespace textmill::host {
namespace {

std::string to_json(const Notice& notice) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  const auto text = [&](const char* key, const std::string& value) {
    json.Key(key);
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  json.StartObject();
  text("id", notice.id);
  json.Key("source");
  json.StartObject();
  text("path", notice.place.path);
  json.Key("offset");
  json.Uint64(notice.place.offset);
  json.Key("length");
  json.Uint64(notice.place.length);
  if (notice.place.line) {
    json.Key("line");
    json.Uint64(notice.place.line);
  }
  json.EndObject();
  text("status", notice.outcome == Outcome::Dropped ? "dropped" : "set_aside");
  if (!notice.stage.empty()) text("stage", notice.stage);
  text("message", notice.message);
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace

Status Quarantine::add(const Notice& notice) {
  if (path_.empty() || notice.outcome == Outcome::Ok) return {};
  if (!sink_) {
    auto sink = Sink::open(path_);
    if (!sink) return sink.error();
    sink_ = std::make_unique<Sink>(std::move(*sink));
  }
  return sink_->write(to_json(notice));
}

Status Quarantine::finish() {
  if (sink_) return sink_->finish();
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove(path_, ignored);
  return {};
}

}  // namespace textmill::host
