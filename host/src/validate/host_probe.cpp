#include "validate/host_probe.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

namespace textmill::host {
namespace {

HostProbe* at_work = nullptr;

}  // namespace

const char* name_of(HostCall call) {
  static constexpr const char* kNames[kHostCalls] = {
      "option", "read_layer", "write_layer",   "reserve",   "add",
      "intern", "set_string", "set_attribute", "attribute", "meta"};
  return kNames[static_cast<std::size_t>(call)];
}

GuardedMemory::GuardedMemory(const void* bytes, std::size_t size, std::size_t alignment) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t room = (size + alignment + page - 1) / page * page;
  size_ = room + page;
  pages_ = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages_ == MAP_FAILED) {
    pages_ = nullptr;
    data_ = bytes;
    return;
  }
  char* end = static_cast<char*>(pages_) + room;
  char* begin = end - (size + alignment - 1) / alignment * alignment;
  std::memcpy(begin, bytes, size);
  ::mprotect(pages_, room, PROT_READ);
  ::mprotect(end, page, PROT_NONE);
  data_ = begin;
}

GuardedMemory::~GuardedMemory() {
  if (pages_) ::munmap(pages_, size_);
}

/// The probe's versions of the table's functions.
struct ProbeCalls {
  static HostProbe& probe() { return *at_work; }
  static const textmill_host& real() { return at_work->real_; }

  static std::int32_t option(textmill_setup* setup, textmill_string name, textmill_value* value) noexcept {
    return probe().fails(HostCall::Option) ? TEXTMILL_NO_MEMORY : real().option(setup, name, value);
  }
  static textmill_string text(const textmill_document* d) noexcept {
    const textmill_string text = real().text(d);
    if (!probe().guards_) return text;
    const void* copy = probe().guarded(text.ptr, text.len + TEXTMILL_TEXT_PADDING, 1);
    return {static_cast<const char*>(copy), text.len};
  }
  static std::int32_t read_layer(const textmill_document* d, textmill_string name,
                                 textmill_layer_view* view) noexcept {
    if (probe().fails(HostCall::ReadLayer)) return TEXTMILL_NO_MEMORY;
    const std::int32_t status = real().read_layer(d, name, view);
    if (status == TEXTMILL_OK && probe().guards_) guard(*view);
    return status;
  }
  template <class T>
  static void guard_column(const T*& column, std::uint32_t count) {
    if (column) column = static_cast<const T*>(probe().guarded(column, count * sizeof(T), alignof(T)));
  }
  static void guard(textmill_layer_view& view) {
    guard_column(view.spans, view.count);
    guard_column(view.labels, view.count);
    guard_column(view.scores, view.count);
    guard_column(view.parents, view.count);
    guard_column(view.label_names, view.label_name_count);
  }
  static std::int32_t write_layer(textmill_document* d, textmill_string name, textmill_layer** out) noexcept {
    if (!probe().fails(HostCall::WriteLayer)) return real().write_layer(d, name, out);
    *out = nullptr;
    return TEXTMILL_NO_MEMORY;
  }
  static std::int32_t reserve(textmill_layer* l, std::uint32_t count, textmill_columns* columns) noexcept {
    return probe().fails(HostCall::Reserve) ? TEXTMILL_NO_MEMORY : real().reserve(l, count, columns);
  }
  static std::int32_t add(textmill_layer* l, const textmill_span* spans, const std::uint32_t* labels,
                          const float* scores, std::uint32_t count) noexcept {
    return probe().fails(HostCall::Add) ? TEXTMILL_NO_MEMORY : real().add(l, spans, labels, scores, count);
  }
  static std::uint32_t intern(textmill_layer* l, textmill_string label) noexcept {
    return probe().fails(HostCall::Intern) ? TEXTMILL_NONE : real().intern(l, label);
  }
  static std::int32_t set_string(textmill_layer* l, std::uint32_t row, std::uint32_t feature,
                                 textmill_string value) noexcept {
    return probe().fails(HostCall::SetString) ? TEXTMILL_NO_MEMORY
                                              : real().set_string(l, row, feature, value);
  }
  static std::int32_t set_attribute(textmill_document* d, textmill_string name,
                                    const textmill_value* value) noexcept {
    return probe().fails(HostCall::SetAttribute) ? TEXTMILL_NO_MEMORY : real().set_attribute(d, name, value);
  }
  static std::int32_t attribute(const textmill_document* d, textmill_string name,
                                textmill_value* value) noexcept {
    return probe().fails(HostCall::Attribute) ? TEXTMILL_NO_MEMORY : real().attribute(d, name, value);
  }
  static std::int32_t meta(const textmill_document* d, textmill_string name, textmill_value* value) noexcept {
    return probe().fails(HostCall::Meta) ? TEXTMILL_NO_MEMORY : real().meta(d, name, value);
  }
};

HostProbe::HostProbe(StageHost& stage) : real_(make_host_table(stage)), table_(real_) {
  at_work = this;
  table_.option = ProbeCalls::option;
  table_.text = ProbeCalls::text;
  table_.read_layer = ProbeCalls::read_layer;
  table_.write_layer = ProbeCalls::write_layer;
  table_.reserve = ProbeCalls::reserve;
  table_.add = ProbeCalls::add;
  table_.intern = ProbeCalls::intern;
  table_.set_string = ProbeCalls::set_string;
  table_.set_attribute = ProbeCalls::set_attribute;
  table_.attribute = ProbeCalls::attribute;
  table_.meta = ProbeCalls::meta;
}

HostProbe::~HostProbe() { at_work = nullptr; }

void HostProbe::fail(HostCall call, std::uint32_t nth) {
  failing_ = call;
  failing_nth_ = nth;
  seen_ = 0;
}

/// Counts only while a call is to fail, so that several threads may call when none is.
bool HostProbe::fails(HostCall call) {
  return failing_nth_ != 0 && call == failing_ && ++seen_ == failing_nth_;
}

const void* HostProbe::guarded(const void* bytes, std::size_t size, std::size_t alignment) {
  guarded_.push_back(std::make_unique<GuardedMemory>(bytes, size, alignment));
  return guarded_.back()->data();
}

}  // namespace textmill::host
