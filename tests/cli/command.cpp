#include "command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace textmill::test {
namespace {

namespace fs = std::filesystem;

struct Pipe {
  int read_end = -1;
  int write_end = -1;
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
    read_end = ends[0];
    write_end = ends[1];
  }
};

/// Feeds `input` and gathers both outputs until all three are closed.
void talk(int in, const std::string& input, int out, std::string& out_text, int error,
          std::string& error_text) {
  std::size_t sent = 0;
  fcntl(in, F_SETFL, O_NONBLOCK);
  while (out >= 0 || error >= 0) {
    if (in >= 0 && sent == input.size()) {
      close(in);
      in = -1;
    }
    pollfd fds[3] = {{out, POLLIN, 0}, {error, POLLIN, 0}, {in, POLLOUT, 0}};
    poll(fds, 3, -1);
    const auto gather = [](pollfd& fd, int& end, std::string& text) {
      if (end < 0 || fd.revents == 0) return;
      char block[65536];
      const ssize_t got = read(end, block, sizeof block);
      if (got > 0) {
        text.append(block, static_cast<std::size_t>(got));
      } else {
        close(end);
        end = -1;
      }
    };
    gather(fds[0], out, out_text);
    gather(fds[1], error, error_text);
    if (in >= 0 && fds[2].revents != 0) {
      const ssize_t wrote = write(in, input.data() + sent, input.size() - sent);
      sent = wrote < 0 ? input.size() : sent + static_cast<std::size_t>(wrote);
    }
  }
  if (in >= 0) close(in);
}

Ran run(const std::vector<std::string>& words, const std::string& input, const fs::path& directory) {
  // AddressSanitizer would turn the crashes that tests are about into exits of its own.
  setenv("ASAN_OPTIONS", "handle_segv=0", 0);
  Pipe in, out, error;
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(in.read_end, STDIN_FILENO);
    dup2(out.write_end, STDOUT_FILENO);
    dup2(error.write_end, STDERR_FILENO);
    if (!directory.empty() && chdir(directory.c_str()) != 0) _exit(126);
    // What a run remembers stays in its folder.
    setenv("XDG_CACHE_HOME", directory.empty() ? "/dev/null/none" : (directory / "cache").c_str(), 1);
    std::vector<char*> argv;
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  close(in.read_end);
  close(out.write_end);
  close(error.write_end);
  Ran ran;
  signal(SIGPIPE, SIG_IGN);
  talk(in.write_end, input, out.read_end, ran.out, error.read_end, ran.error);
  int status = 0;
  waitpid(pid, &status, 0);
  ran.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

}  // namespace

Ran textmill(const std::vector<std::string>& arguments, const std::string& input, const fs::path& directory) {
  std::vector<std::string> words = {TEXTMILL_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run(words, input, directory);
}

Ran shell(const std::string& command, const fs::path& directory) {
  setenv("TEXTMILL", TEXTMILL_BINARY, 1);
  return run({"/bin/bash", "-c", command}, {}, directory);
}

ScratchFolder::ScratchFolder() {
  std::string name = (fs::temp_directory_path() / "textmill-test-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("mkdtemp failed");
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string ScratchFolder::write(const std::string& name, const std::string& content) const {
  const fs::path path = path_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
  return path.string();
}

std::string ScratchFolder::read(const std::string& name) const { return read_file(path_ / name); }

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string small_corpus(int count, const std::vector<int>& triggers) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    const bool trigger = std::find(triggers.begin(), triggers.end(), i) != triggers.end();
    lines += "{\"id\":\"doc-" + std::to_string(i) + "\",\"text\":\"" +
             (trigger ? "##TRIGGER## école. " : "") + "The river rose by " + std::to_string(i) +
             " centimetres. Boats stayed in the harbour of Zürich.\"}\n";
  }
  return lines;
}

std::string bad_plugin(const std::string& name) {
  return std::string(TEXTMILL_BAD_PLUGIN_DIR) + "/" + name + ".so";
}

}  // namespace textmill::test
