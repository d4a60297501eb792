#include "cli/watch.hpp"

#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "engine/interrupt.hpp"

extern char** environ;

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

constexpr auto kPause = std::chrono::milliseconds(300);

/// This process's own arguments, as the kernel keeps them.
std::vector<std::string> own_arguments() {
  std::ifstream in("/proc/self/cmdline", std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  std::vector<std::string> arguments;
  for (std::size_t at = 0; at < all.size();) {
    arguments.emplace_back(all.c_str() + at);
    at += arguments.back().size() + 1;
  }
  std::erase(arguments, "--watch");
  return arguments;
}

void run_self() {
  std::vector<std::string> arguments = own_arguments();
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, pointers.data(), environ) != 0) return;
  int ignored = 0;
  waitpid(child, &ignored, 0);
}

/// Sizes and times of all files in the folders, as one text that changes when any of them does.
std::string state_of(const std::set<fs::path>& folders) {
  std::string state;
  std::error_code failed;
  for (const fs::path& folder : folders) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
      if (!entry.is_regular_file(failed)) continue;
      state += entry.path().string() + ' ' + std::to_string(entry.file_size(failed)) + ' ' +
               std::to_string(entry.last_write_time(failed).time_since_epoch().count()) + '\n';
    }
  }
  return state;
}

}  // namespace

Exit watch_and_rerun(const std::vector<std::string>& files, const Console& console) {
  std::set<fs::path> folders;
  for (const std::string& file : files) folders.insert(fs::absolute(file).parent_path());
  watch_signals();
  while (interrupted() == 0) {
    run_self();
    console.error("waiting for a file to change; Ctrl-C ends");
    // What the run itself wrote is no reason to run again.
    const std::string seen = state_of(folders);
    while (interrupted() == 0 && state_of(folders) == seen) std::this_thread::sleep_for(kPause);
  }
  return Exit::Interrupted;
}

}  // namespace textmill::host
