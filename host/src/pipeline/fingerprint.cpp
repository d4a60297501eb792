#include "pipeline/fingerprint.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "pipeline/typed_option.hpp"

namespace textmill::host {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kHashedWhole = 4 << 20;
constexpr std::size_t kBlock = 64 << 10;
constexpr std::uintmax_t kSamples = 16;
constexpr const char* kScheme = "textmill-plan-1";

class Hash {
 public:
  Hash() { XXH3_128bits_reset(state_.get()); }

  /// Each text is hashed with its length, so that "ab", "c" is not "a", "bc".
  void add(std::string_view text) {
    add_size(text.size());
    add_part(text);
  }
  void add_size(std::uint64_t size) { XXH3_128bits_update(state_.get(), &size, sizeof size); }
  /// Of a text whose size was added.
  void add_part(std::string_view text) { XXH3_128bits_update(state_.get(), text.data(), text.size()); }
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

/// The file from `at` on, `size` bytes at most, through one small buffer.
void add_content(Hash& hash, int file, std::uintmax_t at, std::uintmax_t size) {
  const auto buffer = std::make_unique_for_overwrite<char[]>(kBlock);
  while (size > 0) {
    const std::size_t wanted = std::min<std::uintmax_t>(size, kBlock);
    const ssize_t got = ::pread(file, buffer.get(), wanted, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    hash.add_part({buffer.get(), static_cast<std::size_t>(got)});
    at += static_cast<std::uintmax_t>(got);
    size -= static_cast<std::uintmax_t>(got);
  }
}

void add_file(Hash& hash, const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info {};
  const bool opened = file >= 0 && ::fstat(file, &info) == 0;
  const std::uintmax_t size = opened ? static_cast<std::uintmax_t>(info.st_size) : 0;
  hash.add(static_cast<std::int64_t>(size));
  if (size <= kHashedWhole) {
    add_content(hash, file, 0, size);
  } else {
    const std::uintmax_t step = (size - kBlock) / (kSamples - 1);
    for (std::uintmax_t i = 0; i < kSamples; ++i) add_content(hash, file, i * step, kBlock);
  }
  if (file >= 0) ::close(file);
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
