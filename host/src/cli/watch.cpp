#include "cli/watch.hpp"

#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
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

/// Size and time of each file.
using State = std::map<fs::path, std::string>;

State state_of(const std::set<fs::path>& folders) {
  State state;
  std::error_code failed;
  for (const fs::path& folder : folders) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
      if (!entry.is_regular_file(failed)) continue;
      state[entry.path()] = std::to_string(entry.file_size(failed)) + ' ' +
                            std::to_string(entry.last_write_time(failed).time_since_epoch().count());
    }
  }
  return state;
}

/// The files that were added, removed or written between the two.
std::set<fs::path> changed_files(const State& before, const State& after) {
  std::vector<State::value_type> different;
  std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                std::back_inserter(different));
  std::set<fs::path> changed;
  for (const auto& [path, state] : different) changed.insert(path);
  return changed;
}

State wait_for_change(const std::set<fs::path>& folders, const State& seen) {
  for (;;) {
    State now = state_of(folders);
    if (now != seen || interrupted() != 0) return now;
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace

Exit watch_and_rerun(const std::vector<std::string>& files, const Console& console) {
  std::set<fs::path> folders;
  for (const std::string& file : files) folders.insert(fs::absolute(file).parent_path());
  watch_signals();
  State before = state_of(folders);
  std::set<fs::path> changed_last_time;
  while (interrupted() == 0) {
    run_self();
    State after = state_of(folders);
    // Files that change in each run are those that it writes; another one was saved while it ran.
    const std::set<fs::path> changed = changed_files(before, after);
    const bool is_out_of_date = !std::ranges::includes(changed_last_time, changed);
    changed_last_time = changed;
    if (is_out_of_date) {
      before = std::move(after);
      continue;
    }
    console.error("waiting for a file to change; Ctrl-C ends");
    before = wait_for_change(folders, after);
  }
  return Exit::Interrupted;
}

}  // namespace textmill::host
