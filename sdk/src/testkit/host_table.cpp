#include <algorithm>
#include <cstring>
#include <iterator>

#include "stage_state.hpp"
#include "textmill/options.hpp"

namespace textmill::testkit::detail {
namespace {

using textmill::from_abi;

StageState& stage(textmill_setup* s) { return *reinterpret_cast<StageState*>(s); }
TextState& text_of(textmill_document* d) { return *reinterpret_cast<TextState*>(d); }
// The table of the ABI reads through const handles; the fake keeps views it makes while reading.
TextState& text_of(const textmill_document* d) { return text_of(const_cast<textmill_document*>(d)); }
ReductionState& reduction(textmill_reduction* r) { return *reinterpret_cast<ReductionState*>(r); }
LayerStore& layer(textmill_layer* l) { return *reinterpret_cast<LayerStore*>(l); }

thread_local FailingCall* failing = nullptr;

bool fails(std::string_view function) noexcept {
  return failing && failing->function == function && ++failing->seen == failing->nth;
}

void log(const textmill_host* host, std::int32_t level, textmill_string message) noexcept {
  auto& state = *static_cast<StageState*>(host->context);
  auto& lines = state.log_of_document ? *state.log_of_document : state.log;
  lines.push_back({state.table->id, static_cast<textmill_log_level>(level), std::string(from_abi(message))});
}
std::int32_t cancelled(const textmill_document* d) noexcept { return text_of(d).expired; }
std::int32_t emit(textmill_document* d, textmill_string bytes) noexcept {
  return text_of(d).emit(from_abi(bytes));
}
std::int32_t write_result(textmill_reduction* r, textmill_string json) noexcept {
  reduction(r).result.append(from_abi(json));
  return TEXTMILL_OK;
}
void fail_reduction(textmill_reduction* r, textmill_string why) noexcept {
  reduction(r).complaint = from_abi(why);
}
void count(textmill_document* d, textmill_string name, std::int64_t amount) noexcept {
  text_of(d).counters[std::string(from_abi(name))] += amount;
}
void* shared_memory(textmill_setup* s, std::size_t bytes) noexcept {
  if (bytes == 0) return nullptr;
  return stage(s).memory.emplace_back(std::make_unique<Page[]>((bytes - 1) / sizeof(Page) + 1)).get();
}
const void* extension(const textmill_host*, const char* id) noexcept {
  static constexpr textmill_cancel kCancel = {sizeof(textmill_cancel), cancelled};
  static constexpr textmill_reduce_host kReduce = {sizeof(textmill_reduce_host), emit, write_result,
                                                   fail_reduction};
  static constexpr textmill_metrics kMetrics = {sizeof(textmill_metrics), count};
  static constexpr textmill_memory kMemory = {sizeof(textmill_memory), shared_memory};
  if (std::strcmp(id, TEXTMILL_EXT_CANCEL) == 0) return &kCancel;
  if (std::strcmp(id, TEXTMILL_EXT_REDUCE) == 0) return &kReduce;
  if (std::strcmp(id, TEXTMILL_EXT_METRICS) == 0) return &kMetrics;
  return std::strcmp(id, TEXTMILL_EXT_MEMORY) == 0 ? &kMemory : nullptr;
}
std::int32_t option(textmill_setup* s, textmill_string name, textmill_value* value) noexcept {
  if (fails("option")) return TEXTMILL_NO_MEMORY;
  const auto found = stage(s).options.find(from_abi(name));
  if (found == stage(s).options.end()) return TEXTMILL_UNDECLARED;
  *value = testkit::to_abi(found->second, stage(s).lists);
  return TEXTMILL_OK;
}
textmill_string resource_dir(textmill_setup* s) noexcept { return textmill::to_abi(stage(s).resource_dir); }
void fail_setup(textmill_setup* s, textmill_string why) noexcept { stage(s).complaint = from_abi(why); }

textmill_string text(const textmill_document* d) noexcept { return textmill::to_abi(text_of(d).text()); }
textmill_string id(const textmill_document* d) noexcept { return textmill::to_abi(text_of(d).id); }
void fail(textmill_document* d, textmill_string why) noexcept { text_of(d).complaint = from_abi(why); }
std::int32_t read_layer(const textmill_document* d, textmill_string name,
                        textmill_layer_view* view) noexcept {
  if (fails("read_layer")) return TEXTMILL_NO_MEMORY;
  return text_of(d).read_layer(from_abi(name), *view);
}
std::int32_t write_layer(textmill_document* d, textmill_string name, textmill_layer** out) noexcept {
  *out = nullptr;
  if (fails("write_layer")) return TEXTMILL_NO_MEMORY;
  LayerStore* store = nullptr;
  const std::int32_t status = text_of(d).write_layer(from_abi(name), store);
  *out = reinterpret_cast<textmill_layer*>(store);
  return status;
}
std::int32_t reserve(textmill_layer* l, std::uint32_t count, textmill_columns* columns) noexcept {
  if (fails("reserve")) return TEXTMILL_NO_MEMORY;
  return layer(l).reserve(count, *columns);
}
std::int32_t commit(textmill_layer* l, std::uint32_t count) noexcept {
  if (fails("commit")) return TEXTMILL_NO_MEMORY;
  return layer(l).commit(count);
}
std::int32_t add(textmill_layer* l, const textmill_span* spans, const std::uint32_t* labels,
                 const float* scores, std::uint32_t count) noexcept {
  if (fails("add")) return TEXTMILL_NO_MEMORY;
  textmill_columns columns{};
  columns.size = sizeof columns;
  layer(l).reserve(count, columns);
  std::copy_n(spans, count, columns.spans);
  if (labels && columns.labels) std::copy_n(labels, count, columns.labels);
  if (scores && columns.scores) std::copy_n(scores, count, columns.scores);
  return layer(l).commit(count);
}
std::uint32_t intern(textmill_layer* l, textmill_string label) noexcept {
  if (fails("intern")) return TEXTMILL_NONE;
  return layer(l).intern(from_abi(label));
}
std::int32_t set_string(textmill_layer* l, std::uint32_t row, std::uint32_t feature,
                        textmill_string value) noexcept {
  if (fails("set_string")) return TEXTMILL_NO_MEMORY;
  return layer(l).set_string(row, feature, from_abi(value));
}
std::int32_t set_attribute(textmill_document* d, textmill_string name, const textmill_value* value) noexcept {
  if (fails("set_attribute")) return TEXTMILL_NO_MEMORY;
  return text_of(d).set_attribute(from_abi(name), *value);
}
std::int32_t attribute(const textmill_document* d, textmill_string name, textmill_value* value) noexcept {
  if (fails("attribute")) return TEXTMILL_NO_MEMORY;
  return text_of(d).get_attribute(from_abi(name), *value);
}
std::int32_t meta(const textmill_document* d, textmill_string name, textmill_value* value) noexcept {
  if (fails("meta")) return TEXTMILL_NO_MEMORY;
  return text_of(d).get_meta(from_abi(name), *value);
}

}  // namespace

FailingTurn::FailingTurn(FailingCall& call) {
  call.seen = 0;
  failing = &call;
}
FailingTurn::~FailingTurn() { failing = nullptr; }

bool can_fail(std::string_view function) {
  static constexpr std::string_view kFunctions[] = {
      "option", "read_layer", "write_layer",   "reserve",   "commit", "add",
      "intern", "set_string", "set_attribute", "attribute", "meta"};
  return std::find(std::begin(kFunctions), std::end(kFunctions), function) != std::end(kFunctions);
}

textmill_host make_host_table(StageState& state) {
  textmill_host host{};
  host.size = sizeof host;
  host.abi_minor = TEXTMILL_ABI_MINOR;
  host.context = &state;
  host.log = log;
  host.extension = extension;
  host.option = option;
  host.resource_dir = resource_dir;
  host.fail_setup = fail_setup;
  host.text = text;
  host.id = id;
  host.fail = fail;
  host.read_layer = read_layer;
  host.write_layer = write_layer;
  host.reserve = reserve;
  host.commit = commit;
  host.add = add;
  host.intern = intern;
  host.set_string = set_string;
  host.set_attribute = set_attribute;
  host.attribute = attribute;
  host.meta = meta;
  return host;
}

}  // namespace textmill::testkit::detail
