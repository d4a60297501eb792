#include "cli/service.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include "output/html_report.hpp"
#include "output/json_text.hpp"
#include "yaml/node.hpp"

namespace textmill::host {
namespace {

constexpr std::string_view kRoot = "/api/pipelines";
constexpr std::string_view kOne = "/api/pipelines/";
constexpr auto kLongestWait = std::chrono::milliseconds(2000);  // for a worker

/// The kind of record a media type stands for; nothing for one that is not taken.
std::optional<RecordKind> kind_of(std::string type) {
  type.resize(std::min(type.find(';'), type.size()));
  type.erase(std::remove(type.begin(), type.end(), ' '), type.end());
  std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
  if (type.empty() || type == "text/plain") return RecordKind::Text;
  if (type == "application/json") return RecordKind::JsonLine;
  if (type == "text/html") return RecordKind::Html;
  return std::nullopt;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = [&](std::size_t at) {
      const std::size_t value =
          at < text.size() ? std::string_view("0123456789abcdef")
                                 .find(static_cast<char>(std::tolower(static_cast<unsigned char>(text[at]))))
                           : std::string_view::npos;
      return value == std::string_view::npos ? -1 : static_cast<int>(value);
    };
    if (text[i] == '%' && digit(i + 1) >= 0 && digit(i + 2) >= 0) {
      out += static_cast<char>(digit(i + 1) * 16 + digit(i + 2));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

ApiAnswer answer_of(ServedResult&& result, const std::string& view) {
  if (result.outcome == ServedResult::Outcome::Busy) return Service::refusal(503, result.message);
  if (result.outcome == ServedResult::Outcome::Refused) return Service::refusal(422, result.message);
  if (view == "page") return {200, "text/plain; charset=utf-8", std::move(result.page)};
  return {200, "application/json", std::move(result.line)};
}

}  // namespace

Service::~Service() {
  // The last first: a loader process ends when nobody holds its channel, and those forked later do.
  while (!pipelines_.empty()) pipelines_.pop_back();
}

ApiAnswer Service::refusal(int status, const std::string& message) {
  return {status, "application/json", "{\"error\":" + json_string(message) + "}\n"};
}

std::unique_ptr<Service> Service::open(const ServiceOptions& options, const Console& console, Exit& exit) {
  auto service = std::unique_ptr<Service>(new Service);
  service->max_bytes_ = options.max_bytes;
  service->page_ = html_live_page();
  for (const std::string& given : options.pipelines.empty() ? shipped_pipeline_names() : options.pipelines) {
    PipelineFile file = load_pipeline(given, options.settings, options.plugins.search, console);
    exit = file.exit;
    if (exit != Exit::Ok) return nullptr;
    if (service->find(file.plan->name)) {
      console.error(given + ": there are two pipelines '" + file.plan->name + "'; give one another 'name'");
      exit = Exit::Pipeline;
      return nullptr;
    }
    auto pipeline = ServedPipeline::load(std::move(file), options.max_bytes, options.timeout_ns);
    if (!pipeline) {
      console.error(pipeline.error().message());
      exit = Exit::Plugin;
      return nullptr;
    }
    service->pipelines_.push_back(std::move(*pipeline));
  }
  for (const auto& pipeline : service->pipelines_) pipeline->start(options.concurrent);
  return service;
}

void Service::answer(ApiRequest&& request, Reply&& reply) {
  const bool is_get = request.method == "GET" || request.method == "HEAD";
  const bool names_one = request.path.starts_with(kOne);
  if (names_one && request.method == "POST")
    return analyse(decoded(std::string_view(request.path).substr(kOne.size())), std::move(request),
                   std::move(reply));
  if (names_one) return reply(refusal(405, "a document is sent with POST"));
  if (request.path != "/" && request.path != kRoot)
    return reply(refusal(404, "there is nothing at this address"));
  if (!is_get) return reply(refusal(405, "this address is read with GET"));
  reply(request.path == "/" ? ApiAnswer{200, "text/html; charset=utf-8", page_} : list());
}

void Service::tick() {
  for (const auto& pipeline : pipelines_) pipeline->refuse_late(kLongestWait);
}

void Service::stop() {
  for (const auto& pipeline : pipelines_) pipeline->stop();
}

ApiAnswer Service::list() const {
  std::string body = "{\"pipelines\":[";
  for (const auto& pipeline : pipelines_) {
    if (pipeline != pipelines_.front()) body += ",";
    body += "{\"name\":" + json_string(pipeline->name()) + ",\"run\":" + pipeline->run_json() + "}";
  }
  return {200, "application/json", body + "]}\n"};
}

ServedPipeline* Service::find(const std::string& name) const {
  for (const auto& pipeline : pipelines_) {
    if (pipeline->name() == name) return pipeline.get();
  }
  return nullptr;
}

ApiAnswer Service::unknown(const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& pipeline : pipelines_) names.push_back(pipeline->name());
  return refusal(404, "no pipeline of this name is served" + yaml::did_you_mean(name, names));
}

void Service::analyse(const std::string& name, ApiRequest&& request, Reply&& reply) {
  ServedPipeline* pipeline = find(name);
  if (!pipeline) return reply(unknown(name));
  const auto kind = kind_of(request.content_type);
  if (!kind)
    return reply(refusal(415, "expected the Content-Type text/plain, text/html or application/json"));
  if (request.body.size() > static_cast<std::size_t>(max_bytes_))
    return reply(refusal(413, "the document has more than " + std::to_string(max_bytes_) + " bytes"));
  pipeline->submit({*kind, std::move(request.body)},
                   [reply = std::move(reply), view = std::move(request.view)](ServedResult&& result) {
                     reply(answer_of(std::move(result), view));
                   });
}

}  // namespace textmill::host
