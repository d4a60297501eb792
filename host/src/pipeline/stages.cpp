#include "pipeline/stages.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "pipeline/bindings.hpp"
#include "pipeline/host_keys.hpp"
#include "pipeline/section.hpp"
#include "pipeline/stage_draft.hpp"
#include "pipeline/star.hpp"

namespace textmill::host {

namespace {

constexpr std::size_t kMostNamesListed = 12;

// ---- finding the stage ----

/// Names that differ only in case and in the kind of dash are alike.
std::string plain(std::string name) {
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-') c = '_';
  }
  return name;
}

/// Whether a refused file looks like the plugin of a stage.
bool may_offer(const CatalogEntry& entry, const std::string& use) {
  const std::string wanted = plain(use.substr(0, use.find('/')));
  if (plain(std::filesystem::path(entry.path).stem().string()) == wanted) return true;
  if (!entry.manifest) return false;
  if (plain(entry.manifest->id) == wanted) return true;
  return std::any_of(entry.manifest->stages.begin(), entry.manifest->stages.end(),
                     [&](const StageManifest& stage) { return plain(stage.id) == plain(use); });
}

std::string known_stages(const Catalog& catalog) {
  const std::vector<std::string> ids = catalog.stage_ids();
  if (ids.empty()) return "; no usable plugin was found";
  if (ids.size() > kMostNamesListed) return "; 'textmill plugins' lists those that were found";
  std::string text = "; found are ";
  for (std::size_t i = 0; i < ids.size(); ++i) text += (i == 0 ? "'" : ", '") + ids[i] + "'";
  return text;
}

std::string why_unknown(const Catalog& catalog, const std::string& use) {
  if (use == "*") return "'*' stands for the stages of the plugins given with --plugin; none was given";
  for (const CatalogEntry& entry : catalog.entries()) {
    const bool refused = !entry.usable() && may_offer(entry, use);
    if (refused) return "stage '" + use + "' cannot be used: " + entry.refusal;
  }
  const std::string hint = yaml::did_you_mean(use, catalog.stage_ids());
  return "unknown stage '" + use + "'" + (hint.empty() ? known_stages(catalog) : hint);
}

// ---- one stage ----

const std::string& text_of(const std::vector<TypedOption>& values, const char* name) {
  return value_of(values, name).text;
}

std::size_t choice_number(const TypedOption& option) {
  const auto& choices = option.spec->choices;
  return static_cast<std::size_t>(std::find(choices.begin(), choices.end(), option.text) - choices.begin());
}

void apply_settings(PlannedStage& planned) {
  planned.on_error = static_cast<OnError>(choice_number(value_of(planned.settings, "on_error")));
  planned.retries = static_cast<int>(value_of(planned.settings, "retry").value.integer);
}

void read_limits(const yaml::Node& node, StageDraft& draft, const StageContext& context) {
  const SectionRules rules{limit_keys().keys, {}, context.directory, ""};
  std::vector<TypedOption> limits =
      read_section(node.find("limits"), draft.path + ".limits", node.mark, rules, context.report);
  draft.planned.time_limit_ns = value_of(limits, "time").value.integer;
  draft.planned.memory_limit_bytes = value_of(limits, "memory").value.integer;
  for (TypedOption& limit : limits) {
    limit.name = "limits." + limit.name;
    draft.planned.settings.push_back(std::move(limit));
  }
}

void resolve(const yaml::Node& node, StageDraft& draft, const StageContext& context) {
  PlannedStage& planned = draft.planned;
  const std::string use = text_of(planned.settings, "use");
  if (use.empty()) return;  // missing or not a text: reported
  planned.ref = context.catalog.find_stage(use);
  if (!planned.ref.stage) {
    context.report.add(draft.use_mark, draft.path + ".use", why_unknown(context.catalog, use));
    return;
  }
  const yaml::Node* with = node.find("with");
  const SectionRules rules{
      planned.ref.stage->options, {}, context.directory, "stage '" + planned.ref.stage->id + "'"};
  planned.options = read_section(with, draft.path + ".with", node.mark, rules, context.report);
  draft.renames.emplace(node.find("as"), *planned.ref.stage, draft.path + ".as", context.report);
  planned.renames = draft.renames->list();
}

void name_stage(const yaml::Node& node, StageDraft& draft, const StageContext& context) {
  PlannedStage& planned = draft.planned;
  planned.id = text_of(planned.settings, "id");
  const yaml::Node* given = node.find("id");
  if (given && given->is_scalar() && !is_pipeline_name(given->scalar)) {
    context.report.add(given->mark, draft.path + ".id",
                       "an id is made of letters, digits, '.', '-' and '_', not " + given->describe());
  }
  if (planned.id.empty())
    planned.id = planned.ref.stage ? planned.ref.stage->id : text_of(planned.settings, "use");
}

StageDraft read_stage(const yaml::Node& node, const std::string& path, const StageContext& context) {
  StageDraft draft;
  draft.path = path;
  draft.planned.mark = node.mark;
  std::vector<std::string> structure;
  for (const StructureKey& key : stage_structure()) structure.push_back(key.name);
  draft.planned.settings =
      read_section(&node, path, node.mark, {stage_keys(), structure, "", ""}, context.report);
  const yaml::Node* use = node.find("use");
  draft.use_mark = use ? use->mark : node.mark;
  apply_settings(draft.planned);
  read_limits(node, draft, context);
  resolve(node, draft, context);
  name_stage(node, draft, context);
  const yaml::Node* when = node.find("when");
  if (when && when->is_scalar()) draft.when = *when;
  return draft;
}

void check_ids(const std::vector<StageDraft>& drafts, Report& report) {
  std::map<std::string, const StageDraft*> seen;
  for (const StageDraft& draft : drafts) {
    if (!draft.resolved()) continue;  // its id may be a slip, too
    const auto [first, is_new] = seen.emplace(draft.planned.id, &draft);
    if (is_new) continue;
    report.add(draft.planned.mark, draft.path,
               "the stage at line " + std::to_string(first->second->planned.mark.line) + " is called '" +
                   draft.planned.id + "' too; give one of them another id");
  }
}

// ---- conditions ----

std::string_view line_of(std::string_view text, std::uint32_t number) {
  for (std::uint32_t line = 1; line < number && !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return text.substr(0, text.find('\n'));
}

/// `text` without its first `count` code points.
std::string_view behind(std::string_view text, std::size_t count) {
  const auto is_tail = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) {
    ++at;
    while (at < text.size() && is_tail(text[at])) ++at;
  }
  return text.substr(at);
}

/// Puts the fault where it stands in the file if the condition stands there as it is, and else says where in
/// the condition it is.
void report_fault(const yaml::Node& when, const ConditionFault& fault, const StageDraft& draft,
                  const StageContext& context) {
  std::string_view text = context.text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::uint32_t quote = when.quoted ? 1 : 0;
  const std::string_view raw = behind(line_of(text, when.mark.line), when.mark.column - 1 + quote);
  const std::string_view condition = when.scalar;
  const std::string_view before =
      condition.substr(0, condition.size() - behind(condition, fault.column - 1).size());
  const std::string path = draft.path + ".when";
  if (raw.starts_with(before)) {
    context.report.add({when.mark.line, when.mark.column + quote + fault.column - 1}, path, fault.what);
  } else {
    context.report.add(when.mark, path,
                       "character " + std::to_string(fault.column) + " of the condition: " + fault.what);
  }
}

void read_condition(StageDraft& draft, const DocumentSchema& schema, const StageContext& context,
                    bool complete) {
  if (!draft.when) return;
  ConditionFault fault;
  draft.planned.when = Condition::parse(draft.when->scalar, schema, fault);
  // What stages that were not found would have written is not known.
  if (!draft.planned.when && complete) report_fault(*draft.when, fault, draft, context);
}

}  // namespace

BoundStages read_stages(const yaml::Node& node, const StageContext& context) {
  if (!node.is_sequence() || node.items.empty()) {
    const std::string found = node.is_sequence() ? "an empty list" : node.describe();
    context.report.add(node.mark, "stages", "expected a list of at least one stage, found " + found);
    return {};
  }
  std::vector<StageDraft> drafts;
  const std::vector<yaml::Node> items = expand_stars(node.items, context.catalog);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const yaml::Node& item = items[i];
    const std::string path = "stages[" + std::to_string(i) + ']';
    if (item.is_map()) {
      drafts.push_back(read_stage(item, path, context));
    } else {
      context.report.add(item.mark, path,
                         "expected a stage such as {use: segmenter}, found " + item.describe());
      drafts.emplace_back();
    }
  }
  check_ids(drafts, context.report);
  Binder binder(drafts, context.catalog, context.report);
  bool complete = true;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    binder.bind_reads(i);
    read_condition(drafts[i], binder.schema(), context, complete);
    binder.bind_writes(i);
    complete = complete && drafts[i].resolved();
  }
  BoundStages bound;
  for (StageDraft& draft : drafts) {
    draft.planned.binding.stage = draft.planned.id;
    draft.planned.binding.reads_meta = draft.resolved() && draft.planned.ref.stage->reads_meta;
    if (!draft.resolved()) continue;
    if (!draft.planned.ref.stage->result.empty())
      draft.planned.binding.result_slot = static_cast<std::uint32_t>(bound.stages.size());
    bound.stages.push_back(std::move(draft.planned));
  }
  bound.schema = binder.schema();
  bound.complete = complete;
  return bound;
}

}  // namespace textmill::host
