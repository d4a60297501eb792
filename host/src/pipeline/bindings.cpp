#include "pipeline/bindings.hpp"

#include <algorithm>

#include "document/markup.hpp"

namespace textmill::host {

namespace {

constexpr std::string_view kSharedLayer = "findings";

std::string quoted(const std::string& name) { return "'" + name + "'"; }

std::string place(const StageDraft& draft) {
  return " (line " + std::to_string(draft.planned.mark.line) + ")";
}

bool same_columns(const LayerSpec& a, const LayerSpec& b) {
  const auto same_feature = [](const FeatureSpec& x, const FeatureSpec& y) {
    return x.name == y.name && x.type == y.type;
  };
  return a.has_labels == b.has_labels && a.has_scores == b.has_scores && a.has_parents == b.has_parents &&
         std::equal(a.features.begin(), a.features.end(), b.features.begin(), b.features.end(), same_feature);
}

/// The numbers of `labels` in `all`, which gets those it does not have.
std::vector<std::uint32_t> merge_labels(const std::vector<std::string>& labels,
                                        std::vector<std::string>& all) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& label : labels) {
    const auto known = std::find(all.begin(), all.end(), label);
    numbers.push_back(static_cast<std::uint32_t>(known - all.begin()));
    if (known == all.end()) all.push_back(label);
  }
  return numbers;
}

template <class Specs>
std::vector<std::string> names_of(const Specs& specs) {
  std::vector<std::string> names;
  for (const auto& spec : specs) names.push_back(spec.name);
  return names;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// "'a', 'b' and 'c'"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += quoted(names[i]);
  }
  return text;
}

/// How to rename what two stages write: the whole family if the names share their prefix.
std::string example_of_as(const std::vector<std::string>& owns) {
  const std::size_t dot = owns.front().find('.');
  const std::string prefix = owns.front().substr(0, dot + 1);
  const bool family =
      owns.size() > 1 && dot != std::string::npos &&
      std::all_of(owns.begin(), owns.end(), [&](const std::string& own) { return own.starts_with(prefix); });
  return family ? "{" + prefix + "*: another.*}" : "{" + owns.front() + ": another-name}";
}

}  // namespace

std::string Binder::noun(Kind kind, std::size_t count) {
  return std::string(kind == Kind::Layer ? "layer" : "attribute") + (count > 1 ? "s" : "");
}

std::vector<std::string> Binder::written_names(Kind kind, const StageManifest& stage) {
  return kind == Kind::Layer ? names_of(stage.write_layers) : names_of(stage.write_attributes);
}

std::string Binder::pipeline_name(Kind kind, const StageDraft& draft, const std::string& own) {
  return kind == Kind::Layer ? draft.renames->layer(own) : draft.renames->attribute(own);
}

std::uint32_t Binder::slot_of(Kind kind, const std::string& name) const {
  const auto find = [&](const auto& specs) {
    for (std::size_t i = 0; i < specs.size(); ++i) {
      if (specs[i].name == name) return static_cast<std::uint32_t>(i);
    }
    return TEXTMILL_NONE;
  };
  return kind == Kind::Layer ? find(schema_.layers) : find(schema_.attributes);
}

// ---- reading ----

void Binder::bind_reads(std::size_t stage) {
  if (!drafts_[stage].resolved()) return;
  bind_reads_of(Kind::Layer, stage);
  bind_reads_of(Kind::Attribute, stage);
}

void Binder::bind_reads_of(Kind kind, std::size_t stage) {
  StageDraft& draft = drafts_[stage];
  const StageManifest& manifest = *draft.planned.ref.stage;
  const bool layers = kind == Kind::Layer;
  auto& bound = layers ? draft.planned.binding.read_layers : draft.planned.binding.read_attributes;
  std::vector<std::string> missing;
  for (const ReadSpec& read : layers ? manifest.read_layers : manifest.read_attributes) {
    const std::string name = pipeline_name(kind, draft, read.name);
    std::uint32_t slot = slot_of(kind, name);
    if (slot == TEXTMILL_NONE && layers && name == kMarkupLayer) slot = add_markup();
    bound.push_back({read.name, slot});
    if (slot == TEXTMILL_NONE && !read.optional) missing.push_back(read.name);
  }
  // What a stage that was not found would have written cannot be missed.
  const bool can_tell = std::all_of(drafts_.begin(), drafts_.begin() + static_cast<std::ptrdiff_t>(stage),
                                    [](const StageDraft& one) { return one.resolved(); });
  if (can_tell && !missing.empty()) report_missing(kind, stage, missing);
}

std::uint32_t Binder::add_markup() {
  schema_.markup_slot = static_cast<std::uint32_t>(schema_.layers.size());
  schema_.layers.push_back(markup_layer());
  layer_writers_.push_back({{kReader, 0}});
  return schema_.markup_slot;
}

/// One problem for all names with the same advice.
void Binder::report_missing(Kind kind, std::size_t stage, const std::vector<std::string>& owns) {
  const StageDraft& draft = drafts_[stage];
  std::vector<std::pair<std::string, std::vector<std::string>>> by_advice;
  for (const std::string& own : owns) {
    const std::string help = advice(kind, stage, own, "it");
    const auto same =
        std::find_if(by_advice.begin(), by_advice.end(), [&](const auto& one) { return one.first == help; });
    if (same == by_advice.end()) {
      by_advice.push_back({help, {own}});
    } else {
      same->second.push_back(own);
    }
  }
  for (const auto& [help, missing] : by_advice) {
    std::vector<std::string> names;
    for (const std::string& own : missing) names.push_back(pipeline_name(kind, draft, own));
    report_.add(draft.use_mark, draft.path,
                "stage " + quoted(draft.planned.id) + " needs the " + noun(kind, names.size()) + ' ' +
                    listed(names) + ", which no stage before it writes; " +
                    (names.size() > 1 ? advice(kind, stage, missing.front(), "them") : help));
  }
}

/// What to do about `own`, which nobody before `stage` writes; `it` stands for the name.
std::string Binder::advice(Kind kind, std::size_t stage, const std::string& own,
                           const std::string& it) const {
  const std::string name = pipeline_name(kind, drafts_[stage], own);
  if (const std::string later = later_writer(kind, stage, name, it); !later.empty()) return later;
  if (const std::string renamed = renamed_writer(kind, stage, own); !renamed.empty()) return renamed;
  if (const std::string plugin = plugin_writer(kind, name); !plugin.empty()) {
    return "put the stage " + quoted(plugin) + " before it";
  }
  const auto known = kind == Kind::Layer ? names_of(schema_.layers) : names_of(schema_.attributes);
  return "no plugin that was found writes " + it + yaml::did_you_mean(name, known);
}

/// Advice to move the stage that writes `name` and comes too late.
std::string Binder::later_writer(Kind kind, std::size_t stage, const std::string& name,
                                 const std::string& it) const {
  for (std::size_t i = stage; i < drafts_.size(); ++i) {
    const StageDraft& other = drafts_[i];
    if (!other.resolved()) continue;
    for (const std::string& own : written_names(kind, *other.planned.ref.stage)) {
      if (pipeline_name(kind, other, own) != name) continue;
      if (i == stage) return "only it writes " + it + "; another stage must do so earlier";
      return "stage " + quoted(other.planned.id) + place(other) + " writes " + it + " and must come earlier";
    }
  }
  return {};
}

/// Advice to read `own` by the name that an earlier stage's `as:` gave it.
std::string Binder::renamed_writer(Kind kind, std::size_t stage, const std::string& own) const {
  for (std::size_t i = 0; i < stage; ++i) {
    const StageDraft& other = drafts_[i];
    if (!contains(written_names(kind, *other.planned.ref.stage), own)) continue;
    const std::string name = pipeline_name(kind, other, own);
    return "stage " + quoted(other.planned.id) + " writes it as " + quoted(name) + "; read that with as: {" +
           own + ": " + name + "}";
  }
  return {};
}

std::string Binder::plugin_writer(Kind kind, const std::string& own) const {
  for (const CatalogEntry& entry : catalog_.entries()) {
    if (!entry.usable()) continue;
    for (const StageManifest& stage : entry.manifest->stages) {
      if (contains(written_names(kind, stage), own)) return stage.id;
    }
  }
  return {};
}

// ---- writing ----

void Binder::bind_writes(std::size_t stage) {
  if (!drafts_[stage].resolved()) return;
  const StageManifest& manifest = *drafts_[stage].planned.ref.stage;
  std::vector<Conflict> layers, attributes;
  for (const LayerSpec& layer : manifest.write_layers) add_layer(stage, layer, layers);
  for (const AttributeSpec& attribute : manifest.write_attributes)
    add_attribute(stage, attribute, attributes);
  report_second_writer(Kind::Layer, stage, std::move(layers));
  report_second_writer(Kind::Attribute, stage, std::move(attributes));
  set_parents(stage);
}

void Binder::add_layer(std::size_t stage, const LayerSpec& declared, std::vector<Conflict>& conflicts) {
  StageDraft& draft = drafts_[stage];
  const std::string own = declared.name;
  LayerSpec spec = declared;
  spec.name = draft.renames->layer(own);
  spec.parent_slot = TEXTMILL_NONE;
  auto& bound = draft.planned.binding.write_layers;
  const std::uint32_t slot = slot_of(Kind::Layer, spec.name);
  if (slot == TEXTMILL_NONE) {
    bound.push_back({own, static_cast<std::uint32_t>(schema_.layers.size())});
    schema_.layers.push_back(std::move(spec));
    layer_writers_.push_back({{stage, bound.size() - 1}});
    return;
  }
  const bool by_itself = layer_writers_[slot].back().stage == stage;
  bound.push_back({own, slot});
  if (spec.name == kSharedLayer && !by_itself) {
    share_layer(slot, spec, stage, own);
  } else {
    conflicts.push_back({own, spec.name, by_itself ? stage : layer_writers_[slot].front().stage});
  }
}

void Binder::share_layer(std::uint32_t slot, const LayerSpec& spec, std::size_t stage,
                         const std::string& own) {
  LayerSpec& shared = schema_.layers[slot];
  if (!same_columns(shared, spec)) {
    const StageDraft& first = drafts_[layer_writers_[slot].front().stage];
    report_.add(drafts_[stage].use_mark, drafts_[stage].path,
                "stage " + quoted(drafts_[stage].planned.id) + " writes the layer " + quoted(spec.name) +
                    " with other columns than stage " + quoted(first.planned.id) + place(first) +
                    "; rename one with as: {" + own + ": another-name}");
    return;
  }
  layer_writers_[slot].push_back({stage, drafts_[stage].planned.binding.write_layers.size() - 1});
  for (const Writer& writer : layer_writers_[slot]) {
    PlannedStage& planned = drafts_[writer.stage].planned;
    BoundName& bound = planned.binding.write_layers[writer.index];
    bound.shared = true;
    bound.labels = merge_labels(planned.ref.stage->write_layers[writer.index].labels, shared.labels);
  }
}

/// A parent may be written by an earlier stage or, in any order, by this one.
void Binder::set_parents(std::size_t stage) {
  const StageDraft& draft = drafts_[stage];
  const StageManifest& manifest = *draft.planned.ref.stage;
  for (std::size_t i = 0; i < manifest.write_layers.size(); ++i) {
    if (i >= manifest.parent_layers.size() || manifest.parent_layers[i].empty()) continue;
    const std::uint32_t parent = slot_of(Kind::Layer, draft.renames->layer(manifest.parent_layers[i]));
    LayerSpec& layer = schema_.layers[draft.planned.binding.write_layers[i].slot];
    if (layer.parent_slot == TEXTMILL_NONE) layer.parent_slot = parent;
  }
}

void Binder::add_attribute(std::size_t stage, const AttributeSpec& declared,
                           std::vector<Conflict>& conflicts) {
  StageDraft& draft = drafts_[stage];
  const std::string name = draft.renames->attribute(declared.name);
  const std::uint32_t slot = slot_of(Kind::Attribute, name);
  auto& bound = draft.planned.binding.write_attributes;
  if (slot != TEXTMILL_NONE) {
    bound.push_back({declared.name, slot});
    conflicts.push_back({declared.name, name, attribute_writers_[slot]});
    return;
  }
  bound.push_back({declared.name, static_cast<std::uint32_t>(schema_.attributes.size())});
  schema_.attributes.push_back({name, declared.type});
  attribute_writers_.push_back(stage);
}

/// One problem per stage that wrote the names before.
void Binder::report_second_writer(Kind kind, std::size_t stage, std::vector<Conflict> conflicts) {
  const StageDraft& draft = drafts_[stage];
  while (!conflicts.empty()) {
    const std::size_t first = conflicts.front().first;
    std::vector<std::string> owns, names;
    for (const Conflict& one : conflicts) {
      if (one.first != first) continue;
      owns.push_back(one.own);
      names.push_back(one.name);
    }
    std::erase_if(conflicts, [&](const Conflict& one) { return one.first == first; });
    const std::string what =
        "stage " + quoted(draft.planned.id) + " writes the " + noun(kind, names.size()) + ' ' + listed(names);
    const std::string why = first == stage     ? " under two names"
                            : first == kReader ? ", which the reader of the inputs writes already"
                                               : ", which stage " + quoted(drafts_[first].planned.id) +
                                                     place(drafts_[first]) + " writes already";
    report_.add(draft.use_mark, draft.path, what + why + "; rename with as: " + example_of_as(owns));
  }
}

}  // namespace textmill::host
