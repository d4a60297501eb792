#include "text_state.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "textmill/options.hpp"

namespace textmill::testkit {
namespace {

constexpr std::string_view kSharedLayer = "findings";  // every stage that judges adds to it

bool lists_name(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <class Decl>
const Decl* find_named(const std::vector<Decl>& decls, std::string_view name) {
  const auto found = std::find_if(decls.begin(), decls.end(), [&](const Decl& d) { return d.name == name; });
  return found == decls.end() ? nullptr : &*found;
}

Code code_of(std::int32_t status) {
  switch (status) {
    case TEXTMILL_OK:
      return Code::Ok;
    case TEXTMILL_DROP:
      return Code::Drop;
    case TEXTMILL_INVALID:
      return Code::Invalid;
    case TEXTMILL_UNDECLARED:
      return Code::Undeclared;
    case TEXTMILL_NO_MEMORY:
      return Code::NoMemory;
    case TEXTMILL_CANCELLED:
      return Code::Cancelled;
    default:
      return Code::Error;
  }
}

}  // namespace

textmill_value to_abi(const Value& value, std::deque<std::vector<textmill_string>>& lists) {
  textmill_value v{};
  v.type = value.type();
  switch (value.type()) {
    case TEXTMILL_BOOL:
      v.as.boolean = value.flag();
      break;
    case TEXTMILL_INTEGER:
      v.as.integer = value.integer();
      break;
    case TEXTMILL_NUMBER:
      v.as.number = value.number();
      break;
    case TEXTMILL_STRING:
      v.as.string = textmill::to_abi(value.string());
      break;
    case TEXTMILL_STRINGS: {
      auto& list = lists.emplace_back();
      for (const std::string& s : value.strings()) list.push_back(textmill::to_abi(s));
      v.as.strings = list.data();
      v.string_count = static_cast<std::uint32_t>(list.size());
      break;
    }
    default:
      break;
  }
  return v;
}

Value from_abi(const textmill_value& value) {
  switch (value.type) {
    case TEXTMILL_BOOL:
      return value.as.boolean != 0;
    case TEXTMILL_INTEGER:
      return value.as.integer;
    case TEXTMILL_NUMBER:
      return value.as.number;
    case TEXTMILL_STRING:
      return textmill::from_abi(value.as.string);
    default:
      return {};
  }
}

namespace detail {

TextState::TextState(std::string_view text, std::string_view given_id)
    : buffer(new char[text.size() + TEXTMILL_TEXT_PADDING]()), text_size(text.size()), id(given_id) {
  std::copy(text.begin(), text.end(), buffer.get());
}

LayerStore& TextState::layer(std::string_view name) {
  auto& slot = layers[std::string(name)];
  if (!slot) {
    LayerDecl permissive;
    permissive.name = name;
    slot = std::make_unique<LayerStore>(std::move(permissive));
  }
  return *slot;
}

const LayerStore* TextState::find_layer(std::string_view name) const {
  if (const auto found = writing.find(name); found != writing.end()) return found->second.get();
  const auto found = layers.find(name);
  return found == layers.end() ? nullptr : found->second.get();
}

void TextState::enter(const StageDecl* stage) {
  decl = stage;
  writing.clear();
  new_attributes.clear();
  views.clear();
  lists.clear();
  complaint.clear();
  contribution.clear();
  violation = {};
  status = {};
}

std::int32_t TextState::refuse(textmill_status code, const std::string& what) {
  if (violation.ok()) violation = {code_of(code), what};
  return code;
}

Status TextState::check_written() const {
  if (!violation) return violation;
  for (const auto& [name, layer] : writing) {
    const std::string& parent = layer->decl().parent;
    const LayerStore* parent_layer = parent.empty() ? nullptr : find_layer(parent);
    const std::uint32_t unknown_parent_rows = parent.empty() ? TEXTMILL_NONE : 0;
    if (Status s = layer->check(text(), parent_layer ? parent_layer->size() : unknown_parent_rows); !s)
      return s;
  }
  return {};
}

Status TextState::outcome(std::int32_t process_status) const {
  if (process_status == TEXTMILL_OK) return check_written();
  const std::string why = complaint.empty() ? "the stage failed without saying why" : complaint;
  return {code_of(process_status), why};
}

void TextState::keep(const std::string& name, std::unique_ptr<LayerStore> written) {
  auto& slot = layers[name];
  if (name == kSharedLayer && slot) {
    slot->merge(*written, text());
  } else {
    slot = std::move(written);
  }
}

void TextState::leave(std::int32_t process_status) {
  status = outcome(process_status);
  if (status.ok()) {
    for (auto& [name, layer] : writing) keep(name, std::move(layer));
    for (auto& [name, value] : new_attributes) attributes[name] = std::move(value);
  }
  if (!status.ok()) contribution.clear();
  writing.clear();
  new_attributes.clear();
  views.clear();
  decl = nullptr;
}

std::int32_t TextState::read_layer(std::string_view name, textmill_layer_view& out) {
  if (decl && !lists_name(decl->read_layers, name) && !find_named(decl->write_layers, name)) {
    return refuse(TEXTMILL_UNDECLARED, "layer '" + std::string(name) + "' is not declared under reads");
  }
  const LayerStore* layer = find_layer(name);
  if (!layer) return TEXTMILL_ABSENT;
  if (writing.count(std::string(name)) != 0) views.erase(std::string(name));
  views.try_emplace(std::string(name), *layer).first->second.give(out);
  return TEXTMILL_OK;
}

std::int32_t TextState::write_layer(std::string_view name, LayerStore*& out) {
  LayerDecl layer;
  layer.name = name;
  if (decl) {
    const LayerDecl* declared = find_named(decl->write_layers, name);
    if (!declared) {
      return refuse(TEXTMILL_UNDECLARED, "layer '" + std::string(name) + "' is not declared under writes");
    }
    layer = *declared;
  }
  auto& slot = writing[std::string(name)];
  if (!slot) slot = std::make_unique<LayerStore>(std::move(layer));
  out = slot.get();
  return TEXTMILL_OK;
}

std::int32_t TextState::set_attribute(std::string_view name, const textmill_value& value) {
  const std::string quoted = "attribute '" + std::string(name) + "'";
  const auto type = static_cast<textmill_type>(value.type);
  if (decl) {
    const AttributeDecl* declared = find_named(decl->write_attributes, name);
    if (!declared) return refuse(TEXTMILL_UNDECLARED, quoted + " is not declared under writes");
    if (declared->type != type) {
      return refuse(TEXTMILL_INVALID, quoted + " is declared as " + type_name(declared->type) +
                                          " but set as " + type_name(type));
    }
  }
  if (type == TEXTMILL_NUMBER && !std::isfinite(value.as.number)) {
    return refuse(TEXTMILL_INVALID, quoted + " is not a finite number");
  }
  new_attributes[std::string(name)] = from_abi(value);
  return TEXTMILL_OK;
}

std::int32_t TextState::get_attribute(std::string_view name, textmill_value& value) {
  if (decl && !lists_name(decl->read_attributes, name) && !find_named(decl->write_attributes, name)) {
    return refuse(TEXTMILL_UNDECLARED, "attribute '" + std::string(name) + "' is not declared under reads");
  }
  for (const auto* map : {&new_attributes, &attributes}) {
    if (const auto found = map->find(std::string(name)); found != map->end()) {
      value = to_abi(found->second, lists);
      return TEXTMILL_OK;
    }
  }
  return TEXTMILL_ABSENT;
}

std::int32_t TextState::get_meta(std::string_view name, textmill_value& value) {
  if (decl && !decl->reads_meta) {
    return refuse(TEXTMILL_UNDECLARED,
                  "meta field '" + std::string(name) + "' is read but reads.meta is not set");
  }
  const auto found = meta.find(name);
  if (found == meta.end()) return TEXTMILL_ABSENT;
  value = to_abi(found->second, lists);
  return TEXTMILL_OK;
}

std::int32_t TextState::emit(std::string_view bytes) {
  if (decl && !decl->has_result) {
    return refuse(TEXTMILL_UNDECLARED, "a contribution is emitted, but writes.result is not declared");
  }
  if (bytes.size() > TEXTMILL_MAX_CONTRIBUTION - contribution.size()) {
    return refuse(TEXTMILL_NO_MEMORY, "the contribution to the stage's result is too large");
  }
  contribution.append(bytes);
  return TEXTMILL_OK;
}

}  // namespace detail
}  // namespace textmill::testkit
