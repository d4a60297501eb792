// Memory that a supervisor shares with one worker process at a time, for results on their way: what a worker
// renders there is written to the output from there, without the copies a socket makes.
//
// What lies in it is as trustworthy as what comes through the worker's channel: bytes that go to the output
// as they are, with a size that is checked. A worker can write to a slot only while it works on the batch
// that the slot was given with, so that a plugin's stray write cannot change a result that was handed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/channel.hpp"
#include "output/byte_buffer.hpp"

namespace textmill::host {

/// The number of no slot: the result comes through the channel.
inline constexpr std::uint32_t kNoSlot = UINT32_MAX;

/// The supervisor's end. A slot is free again once the buffer over it is gone, on whatever thread.
class ResultRoom : public std::enable_shared_from_this<ResultRoom> {
 public:
  static constexpr std::uint32_t kSlots = 8;
  static constexpr std::size_t kSlotBytes = 4U << 20;  ///< a larger result takes the channel

  /// Null if the system gives no such memory (a limit on the size of files counts for it too): all results
  /// then take the channel.
  static std::shared_ptr<ResultRoom> make();
  ~ResultRoom();
  ResultRoom(const ResultRoom&) = delete;  // owns a mapping
  ResultRoom& operator=(const ResultRoom&) = delete;

  int descriptor() const { return memory_.get(); }

  /// A slot that nobody else has until it is destroyed.
  class Slot {
   public:
    Slot(std::shared_ptr<ResultRoom> room, std::uint32_t number) : room_(std::move(room)), number_(number) {}
    ~Slot() { room_->give_back(number_, used_); }
    Slot(const Slot&) = delete;  // the slot has one owner
    Slot& operator=(const Slot&) = delete;
    std::uint32_t number() const { return number_; }

   private:
    friend class ResultRoom;
    std::shared_ptr<ResultRoom> room_;
    std::uint32_t number_;
    std::size_t used_ = kSlotBytes;  ///< until it is known
  };
  /// Nothing if all slots hold results that wait to be written.
  std::shared_ptr<Slot> take();
  /// The `size` bytes that a worker has left in the slot; `size` is at most kSlotBytes.
  static ByteBuffer contents(std::shared_ptr<Slot> slot, std::size_t size);

 private:
  ResultRoom() = default;
  char* at(std::uint32_t slot) const { return start_ + slot * kSlotBytes; }
  void give_back(std::uint32_t slot, std::size_t used);

  Descriptor memory_;
  char* start_ = nullptr;
  std::mutex mutex_;
  std::vector<std::uint32_t> free_;  ///< the last one given back is taken first: its memory is there
};

/// A worker's end. One thread.
class ResultDesk {
 public:
  /// Maps a ResultRoom's memory, so that nothing of it can be written to. Without it, `open` has no room.
  explicit ResultDesk(const Descriptor& memory);
  /// Lets the slot be written to and gives a buffer over it, which takes memory of its own if the slot is too
  /// small; an empty buffer for kNoSlot.
  ByteBuffer open(std::uint32_t slot);
  /// Closes the slot that is open to writing. Whether `result` stands in it.
  bool hand_over(const ByteBuffer& result);

 private:
  char* start_ = nullptr;  ///< for the process's whole life
  std::uint32_t open_ = kNoSlot;
};

}  // namespace textmill::host
