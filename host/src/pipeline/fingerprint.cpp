#include "pipeline/fingerprint.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "pipeline/typed_option.hpp"

namespace textmill::host {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kHashedWhole = 4 << 20;
constexpr std::size_t kSampleBytes = 64 << 10;
constexpr std::uintmax_t kSamples = 16;
constexpr const char* kScheme = "textmill-plan-1";

class Hash {
 public:
  Hash() { XXH3_128bits_reset(state_.get()); }

  /// Each text is hashed with its length, so that "ab", "c" is not "a", "bc".
  void add(std::string_view text) {
    const std::uint64_t size = text.size();
    XXH3_128bits_update(state_.get(), &size, sizeof size);
    XXH3_128bits_update(state_.get(), text.data(), text.size());
  }
  void add(std::int64_t number) { add(std::to_string(number)); }

  std::string hexadecimal() const {
    const XXH128_hash_t value = XXH3_128bits_digest(state_.get());
    char text[33];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(value.high64),
                  static_cast<unsigned long long>(value.low64));
    return text;
  }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_{XXH3_createState()};
};

void add_file(Hash& hash, const fs::path& path) {
  std::error_code fault;
  const std::uintmax_t size = fs::file_size(path, fault);
  std::ifstream in(path, std::ios::binary);
  hash.add(static_cast<std::int64_t>(size));
  if (fault || !in) return;
  std::string buffer(size <= kHashedWhole ? static_cast<std::size_t>(size) : kSampleBytes, '\0');
  const std::uintmax_t samples = size <= kHashedWhole ? 1 : kSamples;
  for (std::uintmax_t i = 0; i < samples; ++i) {
    const std::uintmax_t last = size - buffer.size();
    in.seekg(static_cast<std::streamoff>(samples == 1 ? 0 : last / (samples - 1) * i));
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.add(std::string_view(buffer.data(), static_cast<std::size_t>(in.gcount())));
    in.clear();
  }
}

/// A file, or all files of a folder in the order of their names. Nothing else is opened: reading a pipe would
/// wait for ever.
void add_path(Hash& hash, const fs::path& path) {
  std::error_code fault;
  if (fs::is_regular_file(path, fault)) return add_file(hash, path);
  if (!fs::is_directory(path, fault)) return;
  std::vector<fs::path> files;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(path, options, fault), end; !fault && it != end;
       it.increment(fault)) {
    if (it->is_regular_file(fault)) files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    hash.add(file.lexically_relative(path).string());
    add_file(hash, file);
  }
}

void add_plugin(Hash& hash, const StageRef& ref) {
  hash.add(ref.plugin->manifest->id);
  hash.add(ref.plugin->manifest->version);
  hash.add(ref.plugin->build_id);
  hash.add(ref.stage->id);
  const fs::path library = ref.plugin->path;
  add_path(hash, library.parent_path() / library.stem());  // the plugin's models and word lists
}

void add_option(Hash& hash, const TypedOption& option) {
  hash.add(option.name);
  hash.add(option.value.type);
  if (option.value.type == TEXTMILL_NULL) return;
  if (option.spec->type == OptionType::Path) return add_path(hash, option.text);
  hash.add(static_cast<std::int64_t>(option.texts.size()));
  for (const std::string& text : option.texts) hash.add(text);
  hash.add(option_text(option));
}

void add_bindings(Hash& hash, const std::vector<BoundName>& bound) {
  hash.add(static_cast<std::int64_t>(bound.size()));
  for (const BoundName& one : bound) {
    hash.add(one.name);
    hash.add(one.slot);
  }
}

void add_stage(Hash& hash, const PlannedStage& stage) {
  hash.add(stage.id);
  add_plugin(hash, stage.ref);
  for (const TypedOption& option : stage.options) add_option(hash, option);
  for (const TypedOption& setting : stage.settings) {
    const bool hashed_as_resolved = setting.name == "id" || setting.name == "use";
    if (!hashed_as_resolved) add_option(hash, setting);
  }
  add_bindings(hash, stage.binding.read_layers);
  add_bindings(hash, stage.binding.write_layers);
  add_bindings(hash, stage.binding.read_attributes);
  add_bindings(hash, stage.binding.write_attributes);
}

}  // namespace

std::string fingerprint(const Plan& plan) {
  Hash hash;
  hash.add(kScheme);
  for (const PlannedStage& stage : plan.stages) add_stage(hash, stage);
  for (const LayerSpec& layer : plan.schema.layers) hash.add(layer.name);
  for (const AttributeSpec& attribute : plan.schema.attributes) hash.add(attribute.name);
  for (const SectionValues& section : plan.sections) {
    if (section.name == "run") continue;
    for (const TypedOption& value : section.values) add_option(hash, value);
  }
  hash.add(plan.run.max_document_bytes);
  return hash.hexadecimal();
}

}  // namespace textmill::host
