#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xxhash.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/scratch.hpp"
#include "cli/verbs.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

/// One way to run the same pipeline over the same inputs; all must give the same bytes.
struct Variant {
  const char* name;
  std::vector<std::string> options;
};

const std::vector<Variant>& variants() {
  static const std::vector<Variant> kVariants = {
      {"1 worker, threads", {"--workers", "1", "--isolation", "thread"}},
      {"1 worker again", {"--workers", "1", "--isolation", "thread"}},
      {"2 workers", {"--workers", "2", "--isolation", "thread"}},
      {"8 workers", {"--workers", "8", "--isolation", "thread"}},
      {"8 workers, one document at a time",
       {"--workers", "8", "--isolation", "thread", "--batch-records", "1"}},
      {"7 documents at a time", {"--workers", "2", "--isolation", "thread", "--batch-records", "7"}},
      {"worker processes", {"--workers", "2", "--isolation", "process"}},
      {"worker processes, one document at a time",
       {"--workers", "2", "--isolation", "process", "--batch-records", "1"}},
  };
  return kVariants;
}

/// Runs this program with `arguments`; its exit code.
int run_self(const std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  std::string self = "/proc/self/exe";
  argv.push_back(self.data());
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

struct Content {
  std::uint64_t bytes = 0;
  std::uint64_t hash = 0;
};

Content content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  XXH3_state_t* state = XXH3_createState();
  XXH3_64bits_reset(state);
  Content content;
  char block[1 << 16];
  while (in.read(block, sizeof block) || in.gcount() > 0) {
    XXH3_64bits_update(state, block, static_cast<std::size_t>(in.gcount()));
    content.bytes += static_cast<std::uint64_t>(in.gcount());
  }
  content.hash = XXH3_64bits_digest(state);
  XXH3_freeState(state);
  return content;
}

std::vector<std::string> arguments_for(const VerifyOptions& options, const Variant& variant,
                                       const fs::path& output) {
  std::vector<std::string> arguments = {"run",      options.pipeline, "--format", "jsonl",
                                        "--output", output,           "--quiet"};
  for (const auto& [name, value] : options.settings)
    arguments.insert(arguments.end(), {"--set", name + "=" + value});
  for (const std::string& file : options.search.plugin_files)
    arguments.insert(arguments.end(), {"--plugin", file});
  for (const std::string& folder : options.search.plugin_dirs)
    arguments.insert(arguments.end(), {"--plugin-dir", folder});
  if (options.search.allow.insecure) arguments.emplace_back("--allow-insecure-plugins");
  if (options.search.allow.drafts) arguments.emplace_back("--allow-drafts");
  if (options.sample_percent < 100) {
    arguments.insert(arguments.end(), {"--sample", fmt::format("{}%", options.sample_percent)});
  }
  arguments.insert(arguments.end(), variant.options.begin(), variant.options.end());
  arguments.insert(arguments.end(), options.inputs.begin(), options.inputs.end());
  return arguments;
}

}  // namespace

Exit run_verify(const VerifyOptions& options, const Console& console) {
  const Scratch scratch("verify");
  if (scratch.path().empty()) {
    console.error("cannot make a temporary folder");
    return Exit::Output;
  }
  const Content* reference = nullptr;
  Content first;
  bool same = true;
  for (const Variant& variant : variants()) {
    const fs::path output = scratch.path() / "out.jsonl";
    const int exit = run_self(arguments_for(options, variant, output));
    if (exit != 0 && exit != static_cast<int>(Exit::SetAside)) {
      console.error(fmt::format("{}: the run ends with exit code {}", variant.name, exit));
      return static_cast<Exit>(exit);
    }
    const Content content = content_of(output);
    if (!reference) {
      first = content;
      reference = &first;
    }
    const bool equal = content.bytes == first.bytes && content.hash == first.hash;
    console.out(fmt::format("{:<44} {:>12} bytes  {:016x}  {}\n", variant.name, content.bytes, content.hash,
                            equal ? "same" : "DIFFERENT"));
    same &= equal;
  }
  console.out(
      same ? "the output does not depend on how the pipeline is run\n"
           : "the output depends on how the pipeline is run: a stage keeps state between documents, or uses "
             "time, chance or addresses\n");
  return same ? Exit::Ok : Exit::Findings;
}

}  // namespace textmill::host
