// What `textmill serve` answers, without any HTTP library: requests as values in, answers as values out.
//
//   GET  /                            the page
//   GET  /api/pipelines               the pipelines that are served
//   POST /api/pipelines/NAME          a document in, its result out as run --format jsonl writes it;
//                                     ?view=page: as the page shows it
//
// docs/serve.md describes it for users.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/served_pipeline.hpp"
#include "cli/verbs.hpp"

namespace textmill::host {

struct ServiceOptions {
  std::vector<std::string> pipelines;  ///< files or names; empty: those that ship with Textmill
  std::vector<std::pair<std::string, std::string>> settings;
  PluginOptions plugins;
  std::int64_t max_bytes = 1 << 20;         ///< of a request's body
  std::int64_t timeout_ns = 5'000'000'000;  ///< for each stage that has no limit of its own
  int concurrent = 2;                       ///< documents at once, per pipeline
};

struct ApiRequest {
  std::string method;
  std::string path;          ///< without the query, not decoded
  std::string view;          ///< the query's `view`
  std::string content_type;  ///< may be empty: text/plain
  std::string body;
};

struct ApiAnswer {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
};

/// Pipelines that are ready, their plugins in worker processes: what a document makes a plugin do costs that
/// request. Only the pipelines named at the start are ever read from disk.
class Service {
 public:
  using Reply = std::function<void(ApiAnswer&&)>;

  /// Prints what is wrong and gives nothing if a pipeline cannot be served. Call before any thread is
  /// started.
  static std::unique_ptr<Service> open(const ServiceOptions& options, const Console& console, Exit& exit);
  ~Service();
  Service(const Service&) = delete;  // owns processes
  Service& operator=(const Service&) = delete;

  /// Calls `reply` once, at once or, with the result of a document, later and from another thread. Any
  /// thread. Never throws for what a client sends.
  void answer(ApiRequest&& request, Reply&& reply);
  /// To be called several times a second: refuses documents that have waited too long for a worker.
  void tick();
  /// Refuses what waits and returns when what is worked on is answered.
  void stop();
  /// An answer that says no.
  static ApiAnswer refusal(int status, const std::string& message);
  std::size_t pipeline_count() const { return pipelines_.size(); }

 private:
  Service() = default;
  ApiAnswer list() const;
  ServedPipeline* find(const std::string& name) const;
  ApiAnswer unknown(const std::string& name) const;
  void analyse(const std::string& name, ApiRequest&& request, Reply&& reply);

  std::vector<std::unique_ptr<ServedPipeline>> pipelines_;  // in the order they were named
  std::int64_t max_bytes_ = 0;
  std::string page_;
};

}  // namespace textmill::host
