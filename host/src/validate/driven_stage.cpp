#include "validate/driven_stage.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <deque>
#include <filesystem>
#include <utility>

#include "pipeline/guarded_call.hpp"
#include "pipeline/typed_option.hpp"
#include "plugins/library.hpp"

namespace textmill::host {
namespace {

std::int64_t clock_ns(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

const textmill_stage* find_table(const textmill_plugin& plugin, const std::string& stage) {
  for (std::uint32_t i = 0; i < plugin.stage_count; ++i) {
    if (stage == plugin.stages[i]->id) return plugin.stages[i];
  }
  return nullptr;
}

/// A value for an option that must be given and has no default.
yaml::Node some_value(const OptionSpec& spec) {
  yaml::Node node;
  node.kind = yaml::Kind::Scalar;
  switch (spec.type) {
    case OptionType::Bool: node.scalar = "true"; break;
    case OptionType::Duration: node.scalar = std::to_string(spec.minimum.value_or(1)) + "s"; break;
    case OptionType::Integer:
    case OptionType::Number:
    case OptionType::Percentage:
    case OptionType::Size:
      node.scalar = std::to_string(static_cast<std::int64_t>(spec.minimum.value_or(1)));
      break;
    case OptionType::Path: node.scalar = "/dev/null"; break;
    default: node.scalar = spec.choices.empty() ? "text" : spec.choices.front();
  }
  return node;
}

TypedOption usual_option(const OptionSpec& spec) {
  TypedOption absent;
  absent.name = spec.name;
  absent.spec = &spec;
  if (!spec.default_value && !spec.required) return absent;
  const yaml::Node node = spec.default_value ? *spec.default_value : some_value(spec);
  const auto option = typed_option(spec, node, std::filesystem::current_path(), [](auto, auto&, auto&) {});
  return option ? *option : absent;
}

void put(std::string& out, std::string_view text) {
  out += ' ';
  out.append(text);
}
template <class Number>
void put_number(std::string& out, Number number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  put(out, {digits, static_cast<std::size_t>(end - digits)});
}

void put_feature(std::string& out, const textmill_feature_view& feature, std::uint32_t row) {
  if (feature.type == TEXTMILL_INTEGER) put_number(out, feature.integers[row]);
  if (feature.type == TEXTMILL_NUMBER) put_number(out, feature.numbers[row]);
  if (feature.type == TEXTMILL_STRING) put(out, {feature.strings[row].ptr, feature.strings[row].len});
}

void put_layer(std::string& out, const Layer& layer) {
  if (!layer.written()) return;
  out += layer.spec().name + ":\n";
  for (std::uint32_t row = 0; row < layer.size(); ++row) {
    put_number(out, layer.spans()[row].begin);
    put_number(out, layer.spans()[row].end);
    if (layer.labels()) put(out, layer.label(row));
    if (layer.scores()) put_number(out, layer.scores()[row]);
    if (layer.parents()) put_number(out, layer.parents()[row]);
    for (std::size_t i = 0; i < layer.spec().features.size(); ++i) put_feature(out, layer.feature(i), row);
    out += '\n';
  }
}

void put_value(std::string& out, const Value& value) {
  if (value.type == TEXTMILL_BOOL) put(out, value.boolean ? "true" : "false");
  if (value.type == TEXTMILL_INTEGER) put_number(out, value.integer);
  if (value.type == TEXTMILL_NUMBER) put_number(out, value.number);
  if (value.type == TEXTMILL_STRING) put(out, value.string);
}

}  // namespace

std::vector<TypedOption> usual_options(const StageManifest& stage) {
  std::vector<TypedOption> options;
  for (const OptionSpec& spec : stage.options) options.push_back(usual_option(spec));
  return options;
}

DrivenStage::DrivenStage(const CatalogEntry& entry, const StageManifest& stage)
    : entry_(entry), stage_(stage), host_{stage.id, {}, entry.manifest->drafts} {
  host_.log = [this](int, std::string_view, std::string_view message) {
    const std::lock_guard lock(log_mutex_);
    last_message_ = message;
  };
  probe_ = std::make_unique<HostProbe>(host_);
  make_schema();
}

DrivenStage::~DrivenStage() { destroy(); }

/// First the layers it reads and does not write, then those it writes.
void DrivenStage::make_schema() {
  const auto writes = [&](const std::string& name) {
    for (const LayerSpec& layer : stage_.write_layers) {
      if (layer.name == name) return true;
    }
    return false;
  };
  for (const ReadSpec& read : stage_.read_layers) {
    if (writes(read.name)) continue;
    const BoundName bound{read.name, static_cast<std::uint32_t>(schema_.layers.size())};
    schema_.layers.push_back(made_layer_spec(read.name));
    maker_.write_layers.push_back(bound);
    binding_.read_layers.push_back(bound);
  }
  for (const LayerSpec& layer : stage_.write_layers) {
    binding_.write_layers.push_back({layer.name, static_cast<std::uint32_t>(schema_.layers.size())});
    schema_.layers.push_back(layer);
  }
  for (std::size_t i = 0; i < stage_.write_layers.size(); ++i) {
    for (std::uint32_t slot = 0; slot < schema_.layers.size(); ++slot) {
      const bool is_parent =
          !stage_.parent_layers[i].empty() && schema_.layers[slot].name == stage_.parent_layers[i];
      if (is_parent) schema_.layers[binding_.write_layers[i].slot].parent_slot = slot;
    }
  }
  for (const AttributeSpec& attribute : stage_.write_attributes) {
    binding_.write_attributes.push_back(
        {attribute.name, static_cast<std::uint32_t>(schema_.attributes.size())});
    schema_.attributes.push_back(attribute);
  }
  for (const ReadSpec& read : stage_.read_attributes) binding_.read_attributes.push_back({read.name});
  binding_.stage = maker_.stage = stage_.id;
  binding_.reads_meta = stage_.reads_meta;
  if (!stage_.result.empty()) binding_.result_slot = 0;
}

Result<std::unique_ptr<DrivenStage>> DrivenStage::load(const CatalogEntry& entry,
                                                       const StageManifest& stage) {
  auto plugin = load_plugin(entry, Trial::No);
  if (!plugin) return plugin.error();
  std::unique_ptr<DrivenStage> driven(new DrivenStage(entry, stage));
  driven->table_ = find_table(**plugin, stage.id);
  return driven;
}

Status DrivenStage::create() { return create(usual_options(stage_)); }

Status DrivenStage::create(const std::vector<TypedOption>& options) {
  destroy();
  SetupData setup;
  setup.resource_dir = entry_.path.substr(0, entry_.path.rfind('.'));
  for (const TypedOption& option : options) setup.options.emplace_back(option.name, option.to_value());
  bool thrown = false;
  const std::int32_t status =
      guarded_call([&] { return table_->create_model(&probe_->table(), to_handle(setup), &model_); },
                   [&](const std::string& what) {
                     setup.complaint = what;
                     thrown = true;
                   });
  if (status != TEXTMILL_OK) {
    const bool left = model_ != nullptr;
    model_ = nullptr;
    if (thrown) return {Code::Invalid, "create_model " + setup.complaint};
    if (left)
      return {Code::Invalid, "create_model fails and leaves a model behind, which nobody will destroy"};
    if (setup.complaint.empty()) return {Code::Invalid, "create_model fails without giving a reason"};
    return {Code::Error, setup.complaint};
  }
  auto instance = make_instance();
  if (!instance) return instance.error();
  instance_ = *instance;
  return {};
}

Result<void*> DrivenStage::make_instance() {
  void* instance = nullptr;
  std::string thrown;
  last_message_.clear();
  const std::int32_t status =
      guarded_call([&] { return table_->create_instance(&probe_->table(), model_, &instance); },
                   [&](const std::string& what) { thrown = what; });
  if (status == TEXTMILL_OK) return instance;
  if (!thrown.empty()) return Status(Code::Invalid, "create_instance " + thrown);
  if (last_message_.empty()) return Status(Code::Invalid, "create_instance fails without giving a reason");
  return Status(Code::Error, "create_instance fails: " + last_message_);
}

void DrivenStage::destroy() {
  if (instance_) table_->destroy_instance(std::exchange(instance_, nullptr));
  if (model_) table_->destroy_model(std::exchange(model_, nullptr));
}

Turn DrivenStage::run(const std::string& text, LayerStyle style, unsigned seed) {
  return run_in(instance_, text, style, seed);
}

void DrivenStage::prepare(Document& document, const std::string& text, LayerStyle style,
                          unsigned seed) const {
  document.reset({"validate", 0, text.size(), 1}, "a document", text);
  if (stage_.reads_meta) document.add_meta("title", "\"A title\"", Value::of(std::string_view("A title")));
  std::mt19937 random(seed);
  make_layers(document, maker_, style, random);
  document.enter(binding_);
}

Result<std::vector<Turn>> DrivenStage::run_batch(const textmill_batch& calls,
                                                 const std::vector<std::string>& texts) {
  std::deque<Document> documents;
  std::vector<textmill_document*> handles;
  for (const std::string& text : texts) {
    prepare(documents.emplace_back(schema_), text, LayerStyle::Plain, 1);
    handles.push_back(to_handle(documents.back()));
  }
  constexpr std::int32_t kUnset = -1;
  std::vector<std::int32_t> statuses(texts.size(), kUnset);
  std::string thrown;
  const std::int32_t status = guarded_call(
      [&] {
        return calls.process_batch(instance_, &probe_->table(), handles.data(),
                                   static_cast<std::uint32_t>(handles.size()), statuses.data());
      },
      [&](const std::string& what) { thrown = what; });
  if (!thrown.empty()) return Status(Code::Invalid, "process_batch " + thrown);
  if (status != TEXTMILL_OK) return Status(Code::Error, "process_batch fails as a whole");
  if (std::find(statuses.begin(), statuses.end(), kUnset) != statuses.end())
    return Status(Code::Invalid, "process_batch does not say how each document ended");
  std::vector<Turn> turns(texts.size());
  for (std::size_t i = 0; i < turns.size(); ++i) {
    turns[i].status = statuses[i];
    conclude(turns[i], {}, documents[i]);
  }
  return turns;
}

Turn DrivenStage::run_in(void* instance, const std::string& text, LayerStyle style, unsigned seed) {
  Document document(schema_);
  prepare(document, text, style, seed);
  Turn turn;
  std::string thrown;
  const std::int64_t wall = clock_ns(CLOCK_MONOTONIC), cpu = clock_ns(CLOCK_THREAD_CPUTIME_ID);
  turn.status = guarded_call([&] { return table_->process(instance, &probe_->table(), to_handle(document)); },
                             [&](const std::string& what) { thrown = what; });
  turn.wall_ns = clock_ns(CLOCK_MONOTONIC) - wall;
  turn.cpu_ns = clock_ns(CLOCK_THREAD_CPUTIME_ID) - cpu;
  conclude(turn, thrown, document);
  return turn;
}

void DrivenStage::conclude(Turn& turn, const std::string& thrown, Document& document) const {
  if (!thrown.empty()) {
    turn.broke_contract = true;
    turn.outcome = {Code::Invalid, thrown};
    document.discard();
  } else if (turn.status == TEXTMILL_OK) {
    turn.outcome = document.leave();
    turn.broke_contract = !turn.outcome.ok();
    if (turn.outcome.ok()) turn.written = written(document);
  } else {
    const Status refused = document.refused_call();
    turn.broke_contract = !refused.ok() && document.complaint().empty();
    turn.gave_no_reason = refused.ok() && document.complaint().empty() && turn.status != TEXTMILL_CANCELLED &&
                          turn.status != TEXTMILL_NO_MEMORY;
    turn.outcome = turn.broke_contract
                       ? refused
                       : Status(turn.status == TEXTMILL_DROP ? Code::Drop : Code::Error,
                                turn.gave_no_reason ? "gives no reason" : document.complaint());
    document.discard();
  }
}

std::string DrivenStage::written(const Document& document) const {
  std::string out;
  for (const BoundName& bound : binding_.write_layers) put_layer(out, document.layer(bound.slot));
  for (const BoundName& bound : binding_.write_attributes) {
    const Value* value = document.attribute(bound.slot);
    if (!value) continue;
    out += bound.name;
    put_value(out, *value);
    out += '\n';
  }
  for (const Contribution& one : document.contributions()) out += "contributes " + one.bytes + "\n";
  return out;
}

}  // namespace textmill::host
