#include "textmill/testkit/fake_host.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <stdexcept>

#include "stage_state.hpp"
#include "textmill/options.hpp"

namespace textmill::testkit {
namespace detail {

StageState::~StageState() {
  if (instance) table->destroy_instance(instance);
  if (model) table->destroy_model(model);
}

Status StageState::create() {
  const auto refused = [this](const std::string& what, const std::string& why) {
    return Status(Code::BadPlugin, what + " '" + table->id +
                                       "' cannot be created: " + (why.empty() ? "it gives no reason" : why));
  };
  if (table->create_model(&host, reinterpret_cast<textmill_setup*>(this), &model) != TEXTMILL_OK) {
    return refused("stage", complaint);
  }
  if (table->create_instance(&host, model, &instance) != TEXTMILL_OK) {
    return refused("an instance of stage", log.empty() ? std::string() : log.back().message);
  }
  return {};
}

Result<std::string> StageState::reduce() const {
  const void* found = table && table->extension ? table->extension(TEXTMILL_EXT_REDUCE) : nullptr;
  if (!found) return Status(Code::BadPlugin, "the stage does not offer " TEXTMILL_EXT_REDUCE);
  const auto& calls = *static_cast<const textmill_reduce*>(found);
  ReductionState reduction;
  auto* handle = reinterpret_cast<textmill_reduction*>(&reduction);
  void* made = nullptr;
  std::int32_t code = calls.begin(model, &host, handle, &made);
  for (const auto& [id, bytes] : contributions) {
    if (code == TEXTMILL_OK)
      code = calls.take(made, &host, handle, textmill::to_abi(id), textmill::to_abi(bytes));
  }
  if (code == TEXTMILL_OK) code = calls.finish(made, &host, handle);
  if (made) calls.destroy(made);
  if (code == TEXTMILL_OK) return reduction.result;
  return Status(Code::Error,
                reduction.complaint.empty() ? "the stage failed without saying why" : reduction.complaint);
}

}  // namespace detail

namespace {

const textmill_stage* find_stage(const textmill_plugin& plugin, std::string_view id) {
  if (id.empty() && plugin.stage_count == 1) return plugin.stages[0];
  for (std::uint32_t i = 0; i < plugin.stage_count; ++i) {
    if (plugin.stages[i]->id == id) return plugin.stages[i];
  }
  return nullptr;
}

bool is_complete(const textmill_stage& stage) {
  return stage.create_model && stage.destroy_model && stage.create_instance && stage.destroy_instance &&
         stage.process;
}

}  // namespace

FakeHost::FakeHost() : config_(std::make_unique<detail::HostConfig>()) {}
FakeHost::FakeHost(const std::string& manifest_file) : FakeHost() {
  config_->stages = read_manifest(manifest_file);
  config_->has_manifest = true;
}
FakeHost::FakeHost(const FakeHost& other) : config_(std::make_unique<detail::HostConfig>(*other.config_)) {}
FakeHost::~FakeHost() = default;

FakeHost& FakeHost::set(std::string_view option, Value value) {
  config_->options[std::string(option)] = std::move(value);
  return *this;
}

FakeHost& FakeHost::resource_dir(std::string path) {
  config_->resource_dir = std::move(path);
  return *this;
}

FakeHost& FakeHost::expire() {
  config_->expired = true;
  return *this;
}

FakeHost& FakeHost::fail_call(std::string_view function, std::uint32_t nth) {
  if (!detail::can_fail(function))
    throw std::invalid_argument("the host has no function '" + std::string(function) + "' that can fail");
  config_->failing = {std::string(function), nth, 0};
  return *this;
}

Stage FakeHost::create(const textmill_plugin& plugin, std::string_view stage_id) const {
  auto state = std::make_unique<detail::StageState>();
  detail::StageState& s = *state;
  s.table = find_stage(plugin, stage_id);
  if (!s.table || !is_complete(*s.table)) {
    s.status = {Code::BadPlugin, "plugin '" + std::string(plugin.id) + "' has no complete stage '" +
                                     std::string(stage_id) + "'"};
    s.table = nullptr;
    return Stage(std::move(state));
  }
  s.host = detail::make_host_table(s);
  s.options = config_->options;
  s.resource_dir = config_->resource_dir;
  s.expired = config_->expired;
  s.failing = config_->failing;
  for (const StageDecl& decl : config_->stages) {
    if (decl.id == s.table->id) s.decl = decl;
  }
  if (config_->has_manifest) {
    s.status =
        s.decl ? detail::resolve_options(*s.decl, s.options)
               : Status(Code::BadPlugin, "stage '" + std::string(s.table->id) + "' is not in the manifest");
  }
  if (s.status.ok()) {
    const detail::FailingTurn turn(s.failing);
    s.status = s.create();
  }
  return Stage(std::move(state));
}

Stage::Stage(std::unique_ptr<detail::StageState> state) : state_(std::move(state)) {}
Stage::~Stage() = default;
Stage::Stage(Stage&&) noexcept = default;
Stage& Stage::operator=(Stage&&) noexcept = default;

const Status& Stage::status() const { return state_->status; }
bool Stage::call_failed() const {
  const detail::FailingCall& call = state_->failing;
  return call.nth != 0 && call.seen >= call.nth;
}
const std::vector<LogLine>& Stage::log() const { return state_->log; }

bool Stage::run(Text& text) {
  detail::TextState& document = *text.state_;
  if (!state_->status.ok()) {
    document.status = state_->status;
    return false;
  }
  begin(text);
  state_->log_of_document = &document.log;
  const detail::FailingTurn turn(state_->failing);
  const std::int32_t status = state_->table->process(state_->instance, &state_->host,
                                                     reinterpret_cast<textmill_document*>(&document));
  state_->log_of_document = nullptr;
  end(text, status);
  return document.status.ok();
}

void Stage::begin(Text& text) {
  text.state_->enter(state_->decl ? &*state_->decl : nullptr);
  text.state_->expired = state_->expired;
}

void Stage::end(Text& text, std::int32_t status) {
  detail::TextState& document = *text.state_;
  document.leave(status);
  if (!document.contribution.empty()) state_->contributions.emplace_back(document.id, document.contribution);
}

Status Stage::run_batch(std::vector<Text>& texts) {
  if (!state_->status.ok()) return state_->status;
  const textmill_stage& table = *state_->table;
  const void* found = table.extension ? table.extension(TEXTMILL_EXT_BATCH) : nullptr;
  if (!found) return {Code::BadPlugin, "the stage does not offer " TEXTMILL_EXT_BATCH};
  constexpr std::int32_t kUnset = -1;
  std::vector<textmill_document*> documents;
  std::vector<std::int32_t> statuses(texts.size(), kUnset);
  for (Text& text : texts) {
    begin(text);
    documents.push_back(reinterpret_cast<textmill_document*>(text.state_.get()));
  }
  const detail::FailingTurn turn(state_->failing);
  const std::int32_t code = static_cast<const textmill_batch*>(found)->process_batch(
      state_->instance, &state_->host, documents.data(), static_cast<std::uint32_t>(documents.size()),
      statuses.data());
  const bool all_said = std::find(statuses.begin(), statuses.end(), kUnset) == statuses.end();
  const bool done = code == TEXTMILL_OK && all_said;
  for (std::size_t i = 0; i < texts.size(); ++i) end(texts[i], done ? statuses[i] : TEXTMILL_ERROR);
  if (done) return {};
  return {Code::Error,
          all_said ? "the call fails as a whole" : "the call leaves the status of a document unset"};
}

Result<std::string> Stage::result() const {
  if (!state_->status.ok()) return state_->status;
  return state_->reduce();
}

Text Stage::run(std::string_view text) {
  Text document(text);
  run(document);
  return document;
}

const textmill_plugin& open_plugin(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) throw std::runtime_error(dlerror());
  const void* symbol = dlsym(library, "textmill_plugin_v1");
  if (!symbol) throw std::runtime_error(path + ": no symbol textmill_plugin_v1");
  return *static_cast<const textmill_plugin*>(symbol);
}

}  // namespace textmill::testkit
