// The stage entity-tagger: options in, the layer `entities` out.
#include <textmill/plugin.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "region_memory.hpp"
#include "tagger.hpp"

namespace {

using namespace textmill::entity_tagger;
using textmill::Error;
using textmill::Setup;
using textmill::Span;

enum Feature : std::uint32_t { kNorm, kSource, kCanonical, kId };

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) throw Error(path + ": cannot be read");
  return text;
}

/// "lists/people.tsv" is the list "people".
std::string list_name(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string file = slash == std::string::npos ? path : path.substr(slash + 1);
  return file.substr(0, file.rfind('.'));
}

TaggerOptions read_options(const Setup& setup) {
  TaggerOptions options;
  for (const std::string& name : setup.strings("types")) {
    Label label{};
    if (find_label(name, label)) options.types.push_back(label);
  }
  options.language = setup.string("language");
  const std::string resolve = setup.string("resolve");
  options.resolve = resolve == "score"      ? Resolve::Score
                    : resolve == "priority" ? Resolve::Priority
                    : resolve == "none"     ? Resolve::None
                                            : Resolve::Longest;
  const std::string mode = setup.string("case");
  options.case_mode = mode == "exact"         ? CaseMode::Exact
                      : mode == "insensitive" ? CaseMode::Insensitive
                                              : CaseMode::Smart;
  options.coreference = setup.flag("coreference");
  options.default_label = setup.string("gazetteer_label");
  const std::string date = setup.string("reference_date");
  options.reference = read_day(date);
  if (!date.empty() && !options.reference.year)
    throw Error("reference_date: expected YYYY-MM-DD, found '" + date + "'");
  for (const std::string& path : setup.strings("gazetteers"))
    options.gazetteers.push_back({path, read_file(path), list_name(path)});
  for (const std::string& path : setup.strings("rules"))
    options.rules.push_back({path, read_file(path), list_name(path)});
  if (setup.flag("model")) {
    options.model_path = setup.resource_dir() + "/names.model";
    options.names_memory = setup.shared_memory(RegionMemory::bytes(RegionMemory::kBits));
  }
  return options;
}

/// Once per process.
struct Model {
  explicit Model(const Setup& setup)
      : model(read_options(setup)),
        skip(setup.strings("skip_blocks")),
        date_field(setup.string("date_field")) {
    for (const std::string& warning : model.warnings()) setup.warn(warning);
  }
  TaggerModel model;
  std::vector<std::string> skip;
  std::string date_field;
};

/// Once per worker.
class Worker {
 public:
  explicit Worker(const Model& model) : model_(model) { tagger_.emplace(model_.model); }

  void process(textmill::Document& document) {
    const std::string language = read(document);
    input_.language = language;
    write(document, tagger_->tag(input_));
    document.count("sentences", static_cast<std::int64_t>(tagger_->sentences()));
    document.count("sentences met before", static_cast<std::int64_t>(tagger_->sentences_known()));
    if (document.is_large()) forget();
  }

 private:
  /// Gives all buffers back.
  void forget() {
    tagger_.emplace(model_.model);
    input_ = {};
  }

  std::string read(const textmill::Document& document) {
    input_.text = document.text();
    input_.reference = read_day(document.meta_string(model_.date_field));
    const auto sentences = document.layer("sentences").spans();
    input_.sentences.assign(sentences.begin(), sentences.end());
    read_blocks(document.layer("blocks"));
    read_tokens(document.layer("tokens"));
    const auto language = document.attribute("segmenter.language");
    return language && language->type == TEXTMILL_STRING
               ? std::string(textmill::from_abi(language->as.string))
               : std::string();
  }

  void read_blocks(const textmill::Layer& blocks) {
    input_.skipped.clear();
    for (std::uint32_t row = 0; row < blocks.size(); ++row) {
      const std::string_view label = blocks.label(row);
      if (std::find(model_.skip.begin(), model_.skip.end(), label) != model_.skip.end())
        input_.skipped.push_back(blocks.span(row));
    }
  }

  /// What tokens with a label are to the tagger.
  enum class Role : std::uint8_t { Text, Whole, Url, Email };

  void read_tokens(const textmill::Layer& tokens) {
    static constexpr std::pair<const char*, Role> kRoles[] = {
        {"url", Role::Url}, {"email", Role::Email}, {"mention", Role::Whole}, {"emoji", Role::Whole}};
    roles_.assign(tokens.label_count() + 1, Role::Text);  // the last is that of tokens without a label
    for (const auto& [label, role] : kRoles) {
      if (const std::uint32_t id = tokens.label_id(label); id != textmill::kNone) roles_[id] = role;
    }
    const auto spans = tokens.spans();
    const auto labels = tokens.labels();
    input_.tokens.resize(spans.size());
    input_.addresses.clear();
    if (labels.empty()) {
      std::transform(spans.begin(), spans.end(), input_.tokens.begin(),
                     [](Span span) { return Token{span}; });
      return;
    }
    if (take_labelled(spans.data(), labels.data())) add_addresses(spans, labels);
  }

  /// True if some of the tokens are addresses. A loop that changes nothing else: it is run for every token.
  bool take_labelled(const Span* span, const std::uint32_t* label) {
    const Role* const roles = roles_.data();
    const auto last = static_cast<std::uint32_t>(roles_.size() - 1);
    bool has_addresses = false;
    for (Token& token : input_.tokens) {
      const Role role = roles[std::min(*label++, last)];
      token = {*span++, role == Role::Text ? TokenKind::Text : TokenKind::Opaque};
      has_addresses |= role > Role::Whole;
    }
    return has_addresses;
  }

  void add_addresses(textmill::Column<Span> spans, textmill::Column<std::uint32_t> labels) {
    for (std::size_t row = 0; row < spans.size(); ++row) {
      if (labels[row] >= roles_.size() || roles_[labels[row]] <= Role::Whole) continue;
      add_address(spans[row], roles_[labels[row]] == Role::Url ? Label::Url : Label::Email);
    }
  }

  void add_address(Span span, Label label) {
    Entity entity;
    entity.span = span;
    entity.label = label;
    entity.norm = textmill::text_of(input_.text, span);
    entity.source = "rule:token";
    input_.addresses.push_back(entity);
  }

  void write(textmill::Document& document, const std::vector<Entity>& entities) const {
    auto layer = document.write("entities");
    for (const Entity& entity : entities) {
      std::uint32_t label = static_cast<std::uint32_t>(entity.label);
      if (entity.custom_label != textmill::kNone)
        label = layer.intern(model_.model.custom_labels()[entity.custom_label]);
      layer.add(entity.span, label, entity.score);
      if (!entity.norm.empty()) layer.set(kNorm, entity.norm);
      layer.set(kSource, entity.source);
      if (!entity.canonical.empty()) layer.set(kCanonical, entity.canonical);
      if (!entity.id.empty()) layer.set(kId, entity.id);
    }
  }

  const Model& model_;
  std::optional<Tagger> tagger_;
  TaggerInput input_;
  std::vector<Role> roles_;  ///< of the labels of tokens
};

}  // namespace

TEXTMILL_PLUGIN("entity-tagger", textmill::stage<Model, Worker>("entity-tagger"));
