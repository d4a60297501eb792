#include "document/abi_table.hpp"

#include <algorithm>
#include <cstring>
#include <new>

#include "textmill/drafts.h"

namespace textmill::host {
namespace {

std::string_view view(textmill_string s) { return {s.ptr, s.len}; }
textmill_string give(std::string_view s) { return {s.data(), s.size()}; }

Document& document_of(textmill_document* d) { return *reinterpret_cast<Document*>(d); }
const Document& document_of(const textmill_document* d) { return *reinterpret_cast<const Document*>(d); }
Layer& layer_of(textmill_layer* l) { return *reinterpret_cast<Layer*>(l); }

std::int32_t to_abi(Code code) {
  switch (code) {
    case Code::Ok: return TEXTMILL_OK;
    case Code::Drop: return TEXTMILL_DROP;
    case Code::Invalid: return TEXTMILL_INVALID;
    case Code::Undeclared: return TEXTMILL_UNDECLARED;
    case Code::NoMemory: return TEXTMILL_NO_MEMORY;
    case Code::Cancelled: return TEXTMILL_CANCELLED;
    case Code::Absent: return TEXTMILL_ABSENT;
    default: return TEXTMILL_ERROR;
  }
}

/// Nothing the host throws may reach a plugin: memory is the only thing that can run out here.
template <class Body>
std::int32_t guarded(Body body) noexcept {
  try {
    return body();
  } catch (...) {
    return TEXTMILL_NO_MEMORY;
  }
}

void log(const textmill_host* host, std::int32_t level, textmill_string message) noexcept {
  const auto& stage = *static_cast<const StageHost*>(host->context);
  guarded([&] {
    if (stage.log) stage.log(level, stage.stage, view(message));
    return TEXTMILL_OK;
  });
}

std::int32_t cancelled(const textmill_document* document) noexcept {
  return document_of(document).cancelled();
}
constexpr textmill_cancel kCancel = {sizeof(textmill_cancel), cancelled};

std::int32_t emit(textmill_document* d, textmill_string bytes) noexcept {
  return guarded([&] { return to_abi(document_of(d).emit(view(bytes)).code()); });
}

std::int32_t write_result(textmill_reduction* reduction, textmill_string json) noexcept {
  return guarded([&] {
    reinterpret_cast<ReductionData*>(reduction)->result.append(view(json));
    return TEXTMILL_OK;
  });
}

void fail_reduction(textmill_reduction* reduction, textmill_string message) noexcept {
  guarded([&] {
    reinterpret_cast<ReductionData*>(reduction)->complaint.assign(view(message));
    return TEXTMILL_OK;
  });
}
constexpr textmill_reduce_host kReduce = {sizeof(textmill_reduce_host), emit, write_result, fail_reduction};

void count(textmill_document* d, textmill_string name, std::int64_t amount) noexcept {
  guarded([&] {
    document_of(d).count(view(name), amount);
    return TEXTMILL_OK;
  });
}
constexpr textmill_metrics kMetrics = {sizeof(textmill_metrics), count};

void* shared_memory(textmill_setup* setup, std::size_t bytes) noexcept {
  CommonMemory* const memory = reinterpret_cast<SetupData*>(setup)->memory;
  void* mapped = nullptr;
  guarded([&] {
    if (memory) mapped = memory->map(bytes);
    return TEXTMILL_OK;
  });
  return mapped;
}
constexpr textmill_memory kMemory = {sizeof(textmill_memory), shared_memory};

void source(const textmill_document* d, textmill_source* out) noexcept {
  const Source& of = document_of(d).source();
  const textmill_source full = {out->size, give(of.path), of.offset, of.length, of.line};
  std::memcpy(out, &full, std::min(out->size, sizeof full));
}
constexpr textmill_source_host kSource = {sizeof(textmill_source_host), source};

/// Only to a plugin that says in its manifest that it knows what it does.
const void* draft(const textmill_host* host, std::string_view id) noexcept {
  const auto& listed = static_cast<const StageHost*>(host->context)->drafts;
  const bool allowed = std::find(listed.begin(), listed.end(), id) != listed.end();
  return allowed && id == TEXTMILL_EXT_SOURCE ? &kSource : nullptr;
}

const void* extension(const textmill_host* host, const char* id) noexcept {
  if (std::strcmp(id, TEXTMILL_EXT_CANCEL) == 0) return &kCancel;
  if (std::strcmp(id, TEXTMILL_EXT_REDUCE) == 0) return &kReduce;
  if (std::strcmp(id, TEXTMILL_EXT_METRICS) == 0) return &kMetrics;
  if (std::strcmp(id, TEXTMILL_EXT_MEMORY) == 0) return &kMemory;
  return draft(host, id);
}

std::int32_t option(textmill_setup* setup, textmill_string name, textmill_value* value) noexcept {
  for (const auto& [key, v] : reinterpret_cast<SetupData*>(setup)->options) {
    if (key == view(name)) {
      *value = v.to_abi();
      return TEXTMILL_OK;
    }
  }
  return TEXTMILL_UNDECLARED;
}

textmill_string resource_dir(textmill_setup* setup) noexcept {
  return give(reinterpret_cast<SetupData*>(setup)->resource_dir);
}

void fail_setup(textmill_setup* setup, textmill_string message) noexcept {
  guarded([&] {
    reinterpret_cast<SetupData*>(setup)->complaint.assign(view(message));
    return TEXTMILL_OK;
  });
}

textmill_string text(const textmill_document* d) noexcept { return give(document_of(d).text()); }
textmill_string id(const textmill_document* d) noexcept { return give(document_of(d).id()); }

void fail(textmill_document* d, textmill_string message) noexcept {
  guarded([&] {
    document_of(d).fail(view(message));
    return TEXTMILL_OK;
  });
}

std::int32_t read_layer(const textmill_document* d, textmill_string name, textmill_layer_view* out) noexcept {
  return guarded([&] { return to_abi(document_of(d).read_layer(view(name), *out).code()); });
}

std::int32_t write_layer(textmill_document* d, textmill_string name, textmill_layer** out) noexcept {
  Layer* layer = document_of(d).write_layer(view(name));
  *out = reinterpret_cast<textmill_layer*>(layer);
  return layer ? TEXTMILL_OK : TEXTMILL_UNDECLARED;
}

std::int32_t reserve(textmill_layer* layer, std::uint32_t count, textmill_columns* columns) noexcept {
  return guarded([&] {
    textmill_columns full{};
    const Status status = layer_of(layer).reserve(count, full);
    if (!status) return to_abi(status.code());
    full.size = columns->size;
    std::memcpy(columns, &full, std::min(columns->size, sizeof full));
    return to_abi(Code::Ok);
  });
}

std::int32_t commit(textmill_layer* layer, std::uint32_t count) noexcept {
  return guarded([&] { return to_abi(layer_of(layer).commit(count).code()); });
}

std::int32_t add(textmill_layer* layer, const textmill_span* spans, const std::uint32_t* labels,
                 const float* scores, std::uint32_t count) noexcept {
  return guarded([&] { return to_abi(layer_of(layer).add(spans, labels, scores, count).code()); });
}

std::uint32_t intern(textmill_layer* layer, textmill_string label) noexcept {
  std::uint32_t number = TEXTMILL_NONE;
  guarded([&] {
    number = layer_of(layer).intern(view(label));
    return TEXTMILL_OK;
  });
  return number;
}

std::int32_t set_string(textmill_layer* layer, std::uint32_t row, std::uint32_t feature,
                        textmill_string value) noexcept {
  return guarded([&] { return to_abi(layer_of(layer).set_string(row, feature, view(value)).code()); });
}

std::int32_t set_attribute(textmill_document* d, textmill_string name, const textmill_value* value) noexcept {
  return guarded([&] { return to_abi(document_of(d).set_attribute(view(name), *value).code()); });
}

std::int32_t attribute(const textmill_document* d, textmill_string name, textmill_value* value) noexcept {
  return guarded([&] { return to_abi(document_of(d).get_attribute(view(name), *value).code()); });
}

std::int32_t meta(const textmill_document* d, textmill_string name, textmill_value* value) noexcept {
  return guarded([&] { return to_abi(document_of(d).get_meta(view(name), *value).code()); });
}

}  // namespace

const std::vector<std::string>& offered_drafts() {
  static const std::vector<std::string> kDrafts{TEXTMILL_EXT_SOURCE};
  return kDrafts;
}

textmill_host make_host_table(StageHost& stage) {
  textmill_host host{};
  host.size = sizeof host;
  host.abi_minor = TEXTMILL_ABI_MINOR;
  host.context = &stage;
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

}  // namespace textmill::host
