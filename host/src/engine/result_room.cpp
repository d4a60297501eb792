#include "engine/result_room.hpp"

#include <sys/mman.h>
#include <sys/resource.h>

#include <utility>

#include "engine/shared_memory.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kRoomBytes = ResultRoom::kSlots * ResultRoom::kSlotBytes;
constexpr std::size_t kKeptBytes = 1U << 20;  // of a slot that was given back

}  // namespace

std::shared_ptr<ResultRoom> ResultRoom::make() {
  rlimit files{};
  if (::getrlimit(RLIMIT_FSIZE, &files) == 0 && files.rlim_cur < kRoomBytes) return nullptr;  // else a signal
  auto memory = make_shared_memory(kRoomBytes);
  if (!memory) return nullptr;
  std::shared_ptr<ResultRoom> room(new ResultRoom());
  room->memory_ = std::move(memory->descriptor);
  room->start_ = static_cast<char*>(memory->at);
  for (std::uint32_t slot = kSlots; slot-- > 0;) room->free_.push_back(slot);
  return room;
}

ResultRoom::~ResultRoom() { ::munmap(start_, kRoomBytes); }

std::shared_ptr<ResultRoom::Slot> ResultRoom::take() {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) return nullptr;
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  return std::make_shared<Slot>(shared_from_this(), slot);
}

ByteBuffer ResultRoom::contents(std::shared_ptr<Slot> slot, std::size_t size) {
  slot->used_ = size;
  char* const bytes = slot->room_->at(slot->number_);
  return ByteBuffer(std::move(slot), bytes, size, kSlotBytes);
}

/// Memory of a result that was larger than most goes back to the system.
void ResultRoom::give_back(std::uint32_t slot, std::size_t used) {
  if (used > kKeptBytes) ::madvise(at(slot) + kKeptBytes, kSlotBytes - kKeptBytes, MADV_REMOVE);
  const std::lock_guard lock(mutex_);
  free_.push_back(slot);
}

ResultDesk::ResultDesk(const Descriptor& memory) {
  void* const start = ::mmap(nullptr, kRoomBytes, PROT_NONE, MAP_SHARED, memory.get(), 0);
  if (start != MAP_FAILED) start_ = static_cast<char*>(start);
}

ByteBuffer ResultDesk::open(std::uint32_t slot) {
  if (!start_ || slot >= ResultRoom::kSlots) return {};
  char* const at = start_ + slot * ResultRoom::kSlotBytes;
  if (::mprotect(at, ResultRoom::kSlotBytes, PROT_READ | PROT_WRITE) != 0) return {};
  open_ = slot;
  return ByteBuffer(std::make_shared<char>(), at, 0, ResultRoom::kSlotBytes);
}

bool ResultDesk::hand_over(const ByteBuffer& result) {
  if (open_ == kNoSlot) return false;
  char* const at = start_ + std::exchange(open_, kNoSlot) * ResultRoom::kSlotBytes;
  ::mprotect(at, ResultRoom::kSlotBytes, PROT_NONE);
  return result.data() == at;
}

}  // namespace textmill::host
