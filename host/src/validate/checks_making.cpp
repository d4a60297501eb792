#include "output/results.hpp"
#include "validate/checks.hpp"
#include "validate/driven_stage.hpp"
#include "validate/texts.hpp"

namespace textmill::host {
namespace {

Status load(const Subject& subject) { return DrivenStage::load(subject.entry, subject.stage).error(); }

Status create(const Subject& subject) {
  auto stage = DrivenStage::load(subject.entry, subject.stage);
  if (!stage) return stage.error();
  for (int i = 0; i < 3; ++i) {
    if (Status s = (*stage)->create(); !s)
      return failure("cannot be created with its usual options: " + s.message());
    (*stage)->destroy();
  }
  return {};
}

/// `options` with one of them changed.
std::vector<TypedOption> with(std::vector<TypedOption> options, const TypedOption& changed) {
  for (TypedOption& option : options) {
    if (option.name == changed.name) option = changed;
  }
  return options;
}

TypedOption number_option(const OptionSpec& spec, double number) {
  TypedOption option;
  option.name = spec.name;
  option.spec = &spec;
  if (spec.type == OptionType::Number || spec.type == OptionType::Percentage) {
    option.value = Value::of(number);
  } else {
    option.value =
        Value::of(static_cast<std::int64_t>(spec.type == OptionType::Duration ? number * 1e9 : number));
  }
  return option;
}

TypedOption text_option(const OptionSpec& spec, const std::string& text) {
  TypedOption option;
  option.name = spec.name;
  option.spec = &spec;
  option.value.type = spec.type == OptionType::Strings ? TEXTMILL_STRINGS : TEXTMILL_STRING;
  option.text = text;
  option.texts = {text};
  return option;
}

/// Values at the edges of what the manifest allows; the plugin has to take them.
std::vector<TypedOption> edge_values(const OptionSpec& spec) {
  std::vector<TypedOption> values;
  if (spec.minimum) values.push_back(number_option(spec, *spec.minimum));
  if (spec.maximum) values.push_back(number_option(spec, *spec.maximum));
  for (const std::string& choice : spec.choices) values.push_back(text_option(spec, choice));
  if (spec.type == OptionType::Bool) {
    for (const bool value : {true, false}) {
      TypedOption option;
      option.name = spec.name;
      option.spec = &spec;
      option.value = Value::of(value);
      values.push_back(option);
    }
  }
  return values;
}

/// Values that are allowed and unusual; the plugin may refuse them with a reason.
std::vector<TypedOption> hostile_values(const OptionSpec& spec) {
  std::vector<TypedOption> values;
  const bool free_text =
      spec.type == OptionType::String || (spec.type == OptionType::Strings && spec.choices.empty());
  if (free_text) {
    for (const std::string& text : nasty_texts()) values.push_back(text_option(spec, text));
    values.push_back(text_option(spec, std::string(1 << 20, 'x')));
    values.push_back(text_option(spec, "[(*+?{\\"));
    values.push_back(text_option(spec, "%s%n../../etc/passwd"));
  }
  if (spec.type == OptionType::Path) {
    for (const char* path : {"/", "/dev/null", "/proc/self/exe"}) values.push_back(text_option(spec, path));
  }
  return values;
}

std::string shown(const TypedOption& option) {
  switch (option.value.type) {
    case TEXTMILL_BOOL: return option.value.boolean ? "true" : "false";
    case TEXTMILL_INTEGER: return std::to_string(option.value.integer);
    case TEXTMILL_NUMBER: return std::to_string(option.value.number);
    default: return excerpt(option.text);
  }
}

Status try_value(DrivenStage& stage, const StageManifest& manifest, const TypedOption& value,
                 bool may_refuse) {
  const std::string where = "with the option " + value.name + ": " + shown(value) + " it ";
  if (Status s = stage.create(with(usual_options(manifest), value)); !s) {
    if (may_refuse && s.code() != Code::Invalid) return {};
    return failure(where + "cannot be created, though its manifest allows that value: " + s.message());
  }
  for (const std::string& text : {std::string(), sample_text(600)}) {
    const Turn turn = stage.run(text);
    if (turn.broke_contract) return failure(where + "breaks the contract: " + turn.outcome.message());
    if (turn.gave_no_reason) return failure(where + "fails without giving a reason");
  }
  return {};
}

Status options(const Subject& subject) {
  auto stage = DrivenStage::load(subject.entry, subject.stage);
  if (!stage) return stage.error();
  int tried = 0;
  for (const OptionSpec& spec : subject.stage.options) {
    for (const TypedOption& value : edge_values(spec)) {
      ++tried;
      if (Status s = try_value(**stage, subject.stage, value, false); !s) return s;
    }
    for (const TypedOption& value : hostile_values(spec)) {
      ++tried;
      if (Status s = try_value(**stage, subject.stage, value, true); !s) return s;
    }
  }
  return {Code::Ok, std::to_string(tried) + " values"};
}

Status no_extensions(const Subject& subject) {
  auto stage = DrivenStage::load(subject.entry, subject.stage);
  if (!stage) return stage.error();
  (*stage)->probe().offer_no_extensions();
  if (Status s = (*stage)->create(); !s) {
    return s.code() == Code::Invalid ? failure("with a host that offers no extension " + s.message())
                                     : Status();
  }
  const Turn turn = (*stage)->run(sample_text(2000));
  if (turn.broke_contract || turn.gave_no_reason)
    return failure("with a host that offers no extension " + turn.outcome.message());
  return {};
}

/// One reduction over these contributions.
Result<std::string> reduce(DrivenStage& stage, const textmill_reduce& calls,
                           const std::vector<std::pair<std::string, std::string>>& contributions) {
  ReductionData data;
  void* state = nullptr;
  const textmill_host* host = &stage.probe().table();
  std::int32_t status = calls.begin(stage.model(), host, to_handle(data), &state);
  for (const auto& [id, bytes] : contributions) {
    if (status != TEXTMILL_OK) break;
    status = calls.take(state, host, to_handle(data), {id.data(), id.size()}, {bytes.data(), bytes.size()});
  }
  if (status == TEXTMILL_OK) status = calls.finish(state, host, to_handle(data));
  if (state) calls.destroy(state);
  if (status == TEXTMILL_OK) return data.result;
  return failure(data.complaint.empty() ? "fails without giving a reason" : "fails: " + data.complaint);
}

Status result(const Subject& subject) {
  auto stage = DrivenStage::load(subject.entry, subject.stage);
  if (!stage) return stage.error();
  const auto& table = (*stage)->table();
  const auto* calls =
      static_cast<const textmill_reduce*>(table.extension ? table.extension(TEXTMILL_EXT_REDUCE) : nullptr);
  if (subject.stage.result.empty()) {
    return calls ? failure("offers " TEXTMILL_EXT_REDUCE ", but its manifest has no writes.result")
                 : Status();
  }
  if (!calls) return failure("does not offer " TEXTMILL_EXT_REDUCE ", though its manifest has writes.result");
  if (Status s = (*stage)->create(); !s) return s;
  std::vector<std::pair<std::string, std::string>> contributions;
  for (const std::size_t size : {100, 1000, 5000}) {
    const Turn turn = (*stage)->run(sample_text(size));
    const std::size_t at = turn.written.find("contributes ");
    if (at != std::string::npos)
      contributions.emplace_back("doc", turn.written.substr(at + 12, turn.written.size() - at - 13));
  }
  for (const auto& given : {std::vector<std::pair<std::string, std::string>>(), contributions}) {
    const std::string where = "over " + std::to_string(given.size()) + " documents its result ";
    const auto first = reduce(**stage, *calls, given);
    if (!first) return failure(where + first.error().message());
    if (const auto json = reformat_json(*first, JsonForm::Line); !json)
      return failure(where + "is " + json.error().message());
    const auto again = reduce(**stage, *calls, given);
    if (!again || *again != *first) return failure(where + "is not the same when it is made again");
  }
  return {};
}

}  // namespace

std::vector<Check> making_checks() {
  return {
      {"load", 1, "it loads, and its entry agrees with its manifest",
       "docs/plugin-guide.md, 'When it does not load', lists each refusal and what to do", true, 1, load},
      {"create", 1, "it is created with its usual options, three times over",
       "say why with textmill::Error in the constructor; a stage must work with the defaults of its manifest",
       true, 1, create},
      {"options", 3, "every option takes the edges of its range, and hostile text does no harm",
       "give the option min, max or choices in plugin.yaml, or refuse a value with textmill::Error", false, 2,
       options},
      {"no-extensions", 5, "it works, or says why not, where the host offers no extension",
       "ask for an extension, and go on without it if the answer is null", false, 1, no_extensions},
      {"result", 2, "its result over all documents is JSON and the same each time",
       "use textmill::reducing_stage, return one JSON value from finish, and keep no order of hash tables in "
       "it",
       false, 1, result},
  };
}

}  // namespace textmill::host
