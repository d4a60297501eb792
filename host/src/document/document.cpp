#include "document/document.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>

namespace textmill::host {
namespace {

constexpr std::size_t kKeptText = 4 << 20;  // a larger buffer is given back after the document

std::uint32_t find(const std::vector<BoundName>& names, std::string_view name, bool& found) {
  for (const BoundName& bound : names) {
    if (bound.name == name) {
      found = true;
      return bound.slot;
    }
  }
  found = false;
  return TEXTMILL_NONE;
}

const char* type_name(int type) {
  static constexpr const char* kNames[] = {"null", "bool", "integer", "number", "string", "strings"};
  return type >= 0 && type <= TEXTMILL_STRINGS ? kNames[type] : "unknown";
}

}  // namespace

Document::Document(const DocumentSchema& schema) : schema_(&schema) {
  for (const LayerSpec& spec : schema.layers) layers_.emplace_back(spec, arena_);
  attributes_.resize(schema.attributes.size());
}

void Document::reset(const Source& source, std::string_view id, std::string_view text) {
  for (Layer& layer : layers_) layer.reset();
  for (auto& attribute : attributes_) attribute.reset();
  meta_.clear();
  contributions_.clear();
  arena_.reset();
  source_ = source;
  id_.assign(id);
  if (text_.capacity() > kKeptText && text.size() < kKeptText) std::string().swap(text_);
  text_.reserve(text.size() + TEXTMILL_TEXT_PADDING);
  text_.assign(text);
  text_.append(TEXTMILL_TEXT_PADDING, '\0');
  text_size_ = text.size();
  deadline_ns_ = 0;
  binding_ = nullptr;
  complaint_.clear();
}

void Document::add_meta(std::string_view name, std::string_view json, Value value) {
  meta_.push_back({arena_.copy(name), arena_.copy(json), std::move(value)});
}

void Document::set_markup(const std::vector<MarkupRow>& rows) {
  if (schema_->markup_slot == TEXTMILL_NONE) return;
  Layer& layer = layers_[schema_->markup_slot];
  layer.open();
  textmill_columns columns{};
  const auto count = static_cast<std::uint32_t>(rows.size());  // less than bytes of text
  if (!layer.reserve(count, columns)) return;
  for (std::uint32_t i = 0; i < count; ++i) {
    columns.spans[i] = {rows[i].span.begin, rows[i].span.end};
    columns.labels[i] = static_cast<std::uint32_t>(rows[i].role);
    columns.integer_features[0][i] = rows[i].source.begin;
    columns.integer_features[1][i] = rows[i].source.end;
  }
  (void)layer.commit(count);
}

void Document::enter(const StageBinding& binding) {
  binding_ = &binding;
  violation_ = {};
  complaint_.clear();
  emitted_.clear();
  for (const BoundName& bound : binding.write_layers) layers_[bound.slot].begin_turn(bound);
}

Status Document::refuse(Code code, std::string what) const {
  Status status(code, std::move(what));
  if (violation_.ok()) violation_ = status;
  return status;
}

Status Document::leave() {
  if (!violation_) {
    discard();
    return violation_;
  }
  for (const BoundName& bound : binding_->write_layers) {
    const Layer& layer = layers_[bound.slot];
    if (!layer.written()) continue;
    const std::uint32_t parent = layer.spec().parent_slot;
    const std::uint32_t parent_rows = parent == TEXTMILL_NONE ? TEXTMILL_NONE : layers_[parent].size();
    if (Status s = layer.check(text(), parent_rows); !s) {
      discard();
      return s;
    }
  }
  for (const BoundName& bound : binding_->write_layers) layers_[bound.slot].end_turn();
  if (!emitted_.empty()) contributions_.push_back({binding_->result_slot, std::exchange(emitted_, {})});
  end_turn();
  return {};
}

Status Document::refused_call() const {
  if (!violation_) return violation_;
  for (const BoundName& bound : binding_->write_layers) {
    if (!layers_[bound.slot].refused_call()) return layers_[bound.slot].refused_call();
  }
  return {};
}

void Document::discard() {
  for (const BoundName& bound : binding_->write_layers) layers_[bound.slot].undo_turn();
  for (const BoundName& bound : binding_->write_attributes) attributes_[bound.slot].reset();
  end_turn();
}

void Document::take_back() {
  counted_.clear();
  discard();
}

void Document::end_turn() {
  const auto of_stage = [&](const Counter& counter) { return counter.stage == binding_->stage; };
  for (const auto& [name, amount] : counted_) {
    const auto known = std::find_if(
        counters_.begin(), counters_.end(),
        [&, &key = name](const Counter& counter) { return of_stage(counter) && counter.name == key; });
    if (known != counters_.end()) {
      known->amount += amount;
    } else if (std::count_if(counters_.begin(), counters_.end(), of_stage) < TEXTMILL_MAX_METRICS) {
      counters_.push_back({binding_->stage, name, amount});
    }
  }
  counted_.clear();
  binding_ = nullptr;
}

Status Document::read_layer(std::string_view name, textmill_layer_view& view) const {
  bool declared = false;
  std::uint32_t slot = find(binding_->read_layers, name, declared);
  if (!declared) slot = find(binding_->write_layers, name, declared);
  if (!declared)
    return refuse(Code::Undeclared, "layer '" + std::string(name) + "' is not declared under reads");
  if (slot == TEXTMILL_NONE) return {Code::Absent, {}};
  layers_[slot].view(view);
  return {};
}

Layer* Document::write_layer(std::string_view name) {
  bool declared = false;
  const std::uint32_t slot = find(binding_->write_layers, name, declared);
  if (!declared) {
    (void)refuse(Code::Undeclared, "layer '" + std::string(name) + "' is not declared under writes");
    return nullptr;
  }
  layers_[slot].open();
  return &layers_[slot];
}

Status Document::set_attribute(std::string_view name, const textmill_value& value) {
  bool declared = false;
  const std::uint32_t slot = find(binding_->write_attributes, name, declared);
  if (!declared)
    return refuse(Code::Undeclared, "attribute '" + std::string(name) + "' is not declared under writes");
  const textmill_type wanted = schema_->attributes[slot].type;
  if (value.type != wanted) {
    return refuse(Code::Invalid, "attribute '" + std::string(name) + "' is declared as " + type_name(wanted) +
                                     " but set as " + type_name(value.type));
  }
  if (wanted == TEXTMILL_NUMBER && !std::isfinite(value.as.number)) {
    return refuse(Code::Invalid, "attribute '" + std::string(name) + "' is not a finite number");
  }
  switch (wanted) {
    case TEXTMILL_BOOL: attributes_[slot] = Value::of(value.as.boolean != 0); break;
    case TEXTMILL_INTEGER: attributes_[slot] = Value::of(value.as.integer); break;
    case TEXTMILL_NUMBER: attributes_[slot] = Value::of(value.as.number); break;
    default: attributes_[slot] = Value::of(arena_.copy({value.as.string.ptr, value.as.string.len})); break;
  }
  return {};
}

Status Document::get_attribute(std::string_view name, textmill_value& value) const {
  bool declared = false;
  std::uint32_t slot = find(binding_->read_attributes, name, declared);
  if (!declared) slot = find(binding_->write_attributes, name, declared);
  if (!declared)
    return refuse(Code::Undeclared, "attribute '" + std::string(name) + "' is not declared under reads");
  if (slot == TEXTMILL_NONE || !attributes_[slot]) return {Code::Absent, {}};
  value = attributes_[slot]->to_abi();
  return {};
}

Status Document::get_meta(std::string_view name, textmill_value& value) const {
  if (!binding_->reads_meta) {
    return refuse(Code::Undeclared,
                  "meta field '" + std::string(name) + "' is read but reads.meta is not set");
  }
  for (const MetaField& field : meta_) {
    if (field.name == name) {
      value = field.value.to_abi();
      return {};
    }
  }
  return {Code::Absent, {}};
}

Status Document::emit(std::string_view bytes) {
  if (binding_->result_slot == TEXTMILL_NONE) {
    return refuse(Code::Undeclared, "a contribution is emitted, but writes.result is not declared");
  }
  if (bytes.size() > TEXTMILL_MAX_CONTRIBUTION - emitted_.size()) {
    return refuse(Code::NoMemory, "the contribution to the stage's result is larger than " +
                                      std::to_string(TEXTMILL_MAX_CONTRIBUTION) + " bytes");
  }
  emitted_.append(bytes);
  return {};
}

void Document::count(std::string_view counter, std::int64_t amount) {
  for (auto& [name, sum] : counted_) {
    if (name != counter) continue;
    sum += amount;
    return;
  }
  if (counted_.size() < TEXTMILL_MAX_METRICS) counted_.emplace_back(counter, amount);
}

bool Document::cancelled() const {
  if (deadline_ns_ == 0) return false;
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec > deadline_ns_;
}

}  // namespace textmill::host
