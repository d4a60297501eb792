#include "launcher.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "textmill/options.hpp"

namespace textmill::exec {
namespace {

constexpr char kLaunch = 'l';
constexpr char kEnd = 'e';

struct Reply {
  std::int32_t error = 0;
  std::int32_t pid = -1;
  std::int32_t status = 0;  ///< of waitpid
};

// ---- in the helper: it may be forked from a process with threads, so only system calls from here on ----

[[noreturn]] void become(char* const* arguments, rlim_t memory, int input, int output, int trouble) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);  // what it starts itself is ended with it
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  const rlimit data{memory, memory};
  setrlimit(RLIMIT_DATA, &data);
  for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  execvp(arguments[0], arguments);
  const std::int32_t error = errno;
  if (write(trouble, &error, sizeof error) != sizeof error) _exit(126);
  _exit(127);
}

void send_reply(int control, const Reply& reply, const int* descriptors) {
  Reply copy = reply;
  iovec part{&copy, sizeof copy};
  alignas(cmsghdr) char space[CMSG_SPACE(2 * sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (descriptors) {
    message.msg_control = space;
    message.msg_controllen = sizeof space;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(header), descriptors, 2 * sizeof(int));
  }
  if (sendmsg(control, &message, MSG_NOSIGNAL) < 0) _exit(1);
}

std::int32_t end_program(pid_t& program) {
  int status = 0;
  if (program > 0) {
    // Time for one that is ending by itself, so that its own exit code is seen.
    pid_t ended = 0;
    for (int i = 0; i < 20 && ended == 0; ++i) {
      ended = waitpid(program, &status, WNOHANG);
      if (ended == 0) usleep(1000);
    }
    kill(-program, SIGKILL);
    if (ended == 0) waitpid(program, &status, 0);
  }
  program = -1;
  return status;
}

pid_t start_program(int control, char* const* arguments, rlim_t memory) {
  int to[2], from[2], trouble[2];
  if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0 || pipe2(trouble, O_CLOEXEC) != 0) _exit(1);
  Reply reply;
  reply.pid = fork();
  if (reply.pid == 0) become(arguments, memory, to[0], from[1], trouble[1]);
  if (reply.pid < 0) reply.error = errno;
  for (const int fd : {to[0], from[1], trouble[1]}) close(fd);
  std::int32_t error = 0;
  if (reply.pid > 0 && read(trouble[0], &error, sizeof error) == sizeof error) reply.error = error;
  const int ends[2] = {to[1], from[0]};
  send_reply(control, reply, ends);
  for (const int fd : {to[1], from[0], trouble[0]}) close(fd);
  return reply.pid;
}

[[noreturn]] void run_helper(int control, char* const* arguments, rlim_t memory) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_IGN);  // the host says when
  dup2(STDERR_FILENO, STDOUT_FILENO);
  dup2(control, 3);
  syscall(SYS_close_range, 4U, ~0U, 0U);
  fcntl(3, F_SETFD, FD_CLOEXEC);
  pid_t program = -1;
  for (char what = 0; read(3, &what, 1) == 1;) {
    const std::int32_t status = end_program(program);
    if (what == kLaunch) {
      program = start_program(3, arguments, memory);
    } else {
      send_reply(3, {0, -1, status}, nullptr);
    }
  }
  end_program(program);
  _exit(0);
}

// ---- in the worker ----

Reply receive_reply(int control, int* descriptors) {
  Reply reply;
  iovec part{&reply, sizeof reply};
  alignas(cmsghdr) char space[CMSG_SPACE(2 * sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = space;
  message.msg_controllen = sizeof space;
  ssize_t got = 0;
  do {
    got = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  if (got != sizeof reply) return {ECHILD, -1, 0};
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header && descriptors) memcpy(descriptors, CMSG_DATA(header), 2 * sizeof(int));
  return reply;
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) {
    const char* name = sigabbrev_np(WTERMSIG(status));
    return std::string("was ended by SIG") + (name ? name : "?");
  }
  return "ended with exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = other.release();
  }
  return *this;
}
int Descriptor::release() {
  const int fd = fd_;
  fd_ = -1;
  return fd;
}
void Descriptor::reset() {
  if (fd_ >= 0) close(release());
}

Launcher::Launcher(std::vector<std::string> arguments, std::int64_t memory_bytes) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    throw Error(std::string("no channel to a helper process: ") + std::strerror(errno));
  control_ = Descriptor(ends[0]);
  const Descriptor theirs(ends[1]);
  std::vector<char*> words;
  for (std::string& word : arguments) words.push_back(word.data());
  words.push_back(nullptr);
  helper_ = fork();
  if (helper_ == 0) run_helper(theirs.get(), words.data(), static_cast<rlim_t>(memory_bytes));
  if (helper_ < 0) throw Error(std::string("no helper process can be made: ") + std::strerror(errno));
}

Launcher::~Launcher() {
  control_.reset();
  if (helper_ > 0) waitpid(helper_, nullptr, 0);
}

Launched Launcher::launch() {
  int descriptors[2] = {-1, -1};
  Launched launched;
  if (send(control_.get(), &kLaunch, 1, MSG_NOSIGNAL) != 1) {
    launched.error = ECHILD;
    return launched;
  }
  const Reply reply = receive_reply(control_.get(), descriptors);
  launched.error = reply.error;
  launched.pid = reply.pid;
  launched.input = Descriptor(descriptors[0]);
  launched.output = Descriptor(descriptors[1]);
  return launched;
}

std::string Launcher::end(pid_t program) {
  if (program > 0 && send(control_.get(), &kEnd, 1, MSG_NOSIGNAL) == 1)
    return how_it_ended(receive_reply(control_.get(), nullptr).status);
  return "ended";
}

}  // namespace textmill::exec
