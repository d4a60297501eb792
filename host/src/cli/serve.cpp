#include "cli/serve.hpp"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "engine/interrupt.hpp"

namespace textmill::host {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kLook = std::chrono::milliseconds(50);
constexpr auto kPatience = std::chrono::seconds(10);  // with a client that says nothing or does not listen
constexpr auto kFarewell = std::chrono::seconds(2);   // with clients that do not read their last answer
constexpr int kThreads = 2;  // they read, write and wait; documents have threads of their own
constexpr int kConnections = 64;
constexpr std::uint32_t kLargestHeader = 16 << 10;

bool is_loopback(std::string_view host) {
  const bool is_v4 = host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || host == "::1" || (is_v4 && host.starts_with("127."));
}

/// "localhost:8765" without its port; "[::1]:8765" without brackets.
std::string_view host_of(std::string_view header) {
  if (header.starts_with('[')) return header.substr(1, std::min(header.find(']'), header.size()) - 1);
  return header.substr(0, header.find(':'));
}

/// The value of `view` in a query.
std::string view_in(std::string_view query) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    if (pair.starts_with("view=")) return std::string(pair.substr(5));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
  }
  return {};
}

std::string_view view_of(beast::string_view text) { return {text.data(), text.size()}; }

/// Whether a request of a browser comes from a page of this machine: it asked for a loopback name, and the
/// page it belongs to, if any, has one.
bool is_ours(const http::request<http::string_body>& message) {
  if (!is_loopback(host_of(view_of(message[http::field::host])))) return false;
  const std::string_view origin = view_of(message[http::field::origin]);  // "http://localhost:8765"
  const std::size_t scheme = origin.find("://");
  return origin.empty() ||
         (scheme != std::string_view::npos && is_loopback(host_of(origin.substr(scheme + 3))));
}

ApiRequest request_of(const http::request<http::string_body>& message) {
  const std::string_view target = view_of(message.target());
  const std::size_t question = std::min(target.find('?'), target.size());
  return {std::string(message.method_string()), std::string(target.substr(0, question)),
          view_in(target.substr(std::min(question + 1, target.size()))),
          std::string(message[http::field::content_type]), message.body()};
}

/// What all connections share.
struct Shared {
  Service& service;
  std::int64_t max_bytes;
  bool only_loopback;
  std::atomic<int> connections = 0;
  std::atomic<int> answering = 0;  // requests read whose answer is not yet written
  std::atomic<bool> stopping = false;
};

/// One client. Lives as long as one of its handlers is waited for.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket&& socket, Shared& shared) : stream_(std::move(socket)), shared_(shared) {
    ++shared_.connections;
  }
  ~Session() { --shared_.connections; }
  Session(const Session&) = delete;  // counts itself
  Session& operator=(const Session&) = delete;

  void read() {
    parser_.emplace();
    parser_->body_limit(static_cast<std::uint64_t>(shared_.max_bytes));
    parser_->header_limit(kLargestHeader);
    stream_.expires_after(kPatience);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](error_code error, std::size_t) { self->on_read(error); });
  }

 private:
  void on_read(error_code error) {
    if (error == http::error::end_of_stream || error == beast::error::timeout) return close();
    if (error == http::error::body_limit)
      return refuse(413, "the document has more than " + std::to_string(shared_.max_bytes) + " bytes");
    if (error == http::error::header_limit) return refuse(431, "the header is too large");
    if (error && error.category() == http::make_error_code(http::error::bad_method).category())
      return refuse(400, "this is no request of HTTP");
    if (error) return;
    const auto& message = parser_->get();
    keep_ = message.keep_alive();
    is_head_ = message.method() == http::verb::head;
    if (shared_.only_loopback && !is_ours(message))
      return refuse(403, "this server answers on a loopback address, to pages of this machine only");
    stream_.expires_never();  // it is the service that takes its time now
    ++shared_.answering;
    shared_.service.answer(request_of(message), [self = shared_from_this()](ApiAnswer&& answer) {
      asio::post(self->stream_.get_executor(),
                 [self, answer = std::move(answer)]() mutable { self->send(std::move(answer)); });
    });
  }

  void refuse(int status, const std::string& message) {
    keep_ = false;  // what comes next on this connection may be the rest of a request
    ++shared_.answering;
    send(Service::refusal(status, message));
  }

  void send(ApiAnswer&& answer) {
    answer_ = {};
    answer_.version(11);
    answer_.result(static_cast<unsigned>(answer.status));
    answer_.set(http::field::content_type, answer.content_type);
    answer_.set(http::field::cache_control, "no-store");
    answer_.set("X-Content-Type-Options", "nosniff");
    keep_ = keep_ && !shared_.stopping;
    answer_.keep_alive(keep_);
    answer_.content_length(answer.body.size());
    if (!is_head_) answer_.body() = std::move(answer.body);
    stream_.expires_after(kPatience);
    http::async_write(stream_, answer_, [self = shared_from_this()](error_code error, std::size_t) {
      --self->shared_.answering;
      if (error) return;
      if (self->keep_) return self->read();
      self->close();
    });
  }

  void close() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  beast::tcp_stream stream_;
  Shared& shared_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> answer_;
  bool keep_ = false;
  bool is_head_ = false;
};

class Server {
 public:
  Server(const ServeOptions& options, Service& service)
      : shared_{service, options.service.max_bytes, is_loopback(options.host)},
        acceptor_(asio::make_strand(context_)) {}

  /// Fails for an address that cannot be listened on.
  Status bind(const ServeOptions& options) {
    error_code error;
    const auto address =
        asio::ip::make_address(options.host == "localhost" ? "127.0.0.1" : options.host, error);
    if (error)
      return {Code::BadUsage,
              "--host " + options.host + ": expected an address such as 127.0.0.1, ::1 or 0.0.0.0"};
    const tcp::endpoint endpoint(address, static_cast<std::uint16_t>(options.port));
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) return {};
    return {Code::BadUsage, options.host + " port " + std::to_string(options.port) + ": " + error.message()};
  }
  int port() const { return acceptor_.local_endpoint().port(); }

  /// Then takes no more connections and writes the answers that are due.
  void run_until_interrupted() {
    accept();
    const auto work = asio::make_work_guard(context_);  // an answer being made is no work of the context
    std::vector<std::thread> pool;
    for (int i = 0; i < kThreads; ++i) pool.emplace_back([this] { context_.run(); });
    for (; interrupted() == 0; std::this_thread::sleep_for(kLook)) shared_.service.tick();
    finish();
    context_.stop();
    for (std::thread& thread : pool) thread.join();
  }

 private:
  void finish() {
    shared_.stopping = true;
    asio::post(acceptor_.get_executor(), [this] { acceptor_.close(); });
    shared_.service.stop();
    const auto end = std::chrono::steady_clock::now() + kFarewell;
    while (shared_.answering > 0 && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(kLook);
  }

  void accept() {
    acceptor_.async_accept(asio::make_strand(context_), [this](error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      const bool is_full = shared_.connections >= kConnections;  // one more is closed at once
      if (!error && !is_full) std::make_shared<Session>(std::move(socket), shared_)->read();
      accept();
    });
  }

  Shared shared_;
  asio::io_context context_;
  tcp::acceptor acceptor_;
};

std::string address(const ServeOptions& options, int port) {
  const bool is_v6 = options.host.find(':') != std::string::npos;
  return "http://" + (is_v6 ? "[" + options.host + "]" : options.host) + ":" + std::to_string(port) + "/";
}

}  // namespace

Exit run_serve(const ServeOptions& options, const Console& console) {
  Exit exit = Exit::Ok;
  const std::unique_ptr<Service> service = Service::open(options.service, console, exit);
  if (!service) return exit;
  watch_signals();
  Server server(options, *service);
  if (const Status bound = server.bind(options); !bound) {
    console.error(bound.message());
    return Exit::Usage;
  }
  const std::size_t count = service->pipeline_count();
  console.error("serving " + std::to_string(count) + (count == 1 ? " pipeline at " : " pipelines at ") +
                address(options, server.port()) + "; Ctrl-C ends");
  if (!is_loopback(options.host))
    console.error("warning: everybody who reaches this address can use it; there are no passwords");
  server.run_until_interrupted();
  return Exit::Ok;
}

}  // namespace textmill::host
