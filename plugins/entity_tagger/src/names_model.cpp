#include "names_model.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "checksum.hpp"
#include "textmill/options.hpp"

namespace textmill::entity_tagger {
namespace {

/// The largest sizes a header may give; keeps a damaged one from leading outside 64 bits.
constexpr std::uint32_t kMostRows = 1u << 24;
constexpr std::uint32_t kMostWidth = 1024;

bool is_sane(const ModelHeader& h) {
  const auto fits = [](std::uint32_t width) { return width > 0 && width <= kMostWidth && width % 16 == 0; };
  return h.header_size == sizeof(ModelHeader) && fits(h.width) && fits(h.hidden) && fits(h.hidden2) &&
         h.parts > 0 && h.parts <= h.width && h.features <= kMostRows && h.words <= kMostRows &&
         h.feature_bits >= 1 && h.feature_bits <= 24 && h.word_bits >= 1 && h.word_bits <= 24 &&
         h.plain_bits >= 6 && h.plain_bits <= 24 && h.activation > 0 && h.activation < 1 << 15 &&
         h.recipe_size <= 1u << 20;
}

struct Descriptor {
  int number;
  ~Descriptor() { ::close(number); }
};

}  // namespace

ModelLayout::ModelLayout(const ModelHeader& h) {
  std::size_t at = sizeof(ModelHeader);
  const auto section = [&](std::size_t bytes) {
    const std::size_t begin = (at + 63) / 64 * 64;
    at = begin + bytes;
    return begin;
  };
  const std::size_t width = h.width, hidden = h.hidden, hidden2 = h.hidden2;
  recipe = section(h.recipe_size);
  feature_starts = section(((std::size_t{1} << h.feature_bits) + 1) * 4);
  feature_prints = section(std::size_t{h.features} * 2);
  feature_rows = section(h.features * width);
  word_starts = section(((std::size_t{1} << h.word_bits) + 1) * 4);
  word_prints = section(std::size_t{h.words} * 2);
  word_codes = section(std::size_t{h.words} * h.parts);
  centroids = section(std::size_t{256} * width * 2);
  bias = section(width * 2);
  plain = section((std::size_t{1} << h.plain_bits) / 8);
  layer1 = section(kWindow * width * hidden);
  scale1 = section(hidden * 4);
  offset1 = section(hidden * 4);
  layer2 = section(hidden * hidden2);
  scale2 = section(hidden2 * 4);
  offset2 = section(hidden2 * 4);
  layer3 = section(hidden2 * 8 * 4);
  bias3 = section(8 * 4);
  transitions = section((kTags + 1) * 8 * 4);
  end = at;
}

NamesModel::NamesModel(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw Error(path + ": the names model cannot be opened: " + std::strerror(errno));
  const Descriptor closed_at_the_end{file};
  struct stat status {};
  if (::fstat(file, &status) == 0 && status.st_size > 0) {
    size_ = static_cast<std::size_t>(status.st_size);
    void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapped != MAP_FAILED) data_ = static_cast<const std::byte*>(mapped);
  }
  if (!data_) throw Error(path + ": the names model is empty or cannot be mapped");
  try {
    check(path);
  } catch (...) {
    ::munmap(const_cast<std::byte*>(data_), size_);
    throw;
  }
  point();
}

NamesModel::~NamesModel() { ::munmap(const_cast<std::byte*>(data_), size_); }

/// Reads all of the mapping: a short run needs 200 of its pages, which it then finds mapped.
void NamesModel::check(const std::string& path) const {
  ModelHeader header;
  if (size_ < sizeof header)
    throw Error(path + ": no names model, it has only " + std::to_string(size_) + " bytes");
  std::memcpy(&header, data_, sizeof header);
  if (std::memcmp(header.magic, kModelMagic, sizeof kModelMagic) != 0) throw Error(path + ": no names model");
  if (header.version != kModelVersion) {
    throw Error(path + ": a names model of version " + std::to_string(header.version) + ", expected " +
                std::to_string(kModelVersion));
  }
  if (header.file_size != size_) {
    throw Error(path + ": the names model has " + std::to_string(size_) + " bytes, expected " +
                std::to_string(header.file_size));
  }
  const bool sound = is_sane(header) && ModelLayout(header).end == size_ &&
                     checksum_of(data_ + sizeof header, size_ - sizeof header) == header.checksum;
  if (!sound) throw Error(path + ": the names model is damaged, its checksum does not fit");
}

void NamesModel::point() {
  header_ = reinterpret_cast<const ModelHeader*>(data_);
  const ModelLayout at(*header_);
  const auto to = [&](std::size_t offset, auto& pointer) {
    pointer = reinterpret_cast<std::remove_reference_t<decltype(pointer)>>(data_ + offset);
  };
  to(at.feature_starts, features.starts);
  to(at.feature_prints, features.fingerprints);
  features.bits = header_->feature_bits;
  to(at.word_starts, words.starts);
  to(at.word_prints, words.fingerprints);
  words.bits = header_->word_bits;
  to(at.feature_rows, feature_rows);
  to(at.word_codes, word_codes);
  to(at.centroids, centroids);
  to(at.bias, bias);
  to(at.plain, plain);
  to(at.layer1, layer1);
  to(at.scale1, scale1);
  to(at.offset1, offset1);
  to(at.layer2, layer2);
  to(at.scale2, scale2);
  to(at.offset2, offset2);
  to(at.layer3, layer3);
  to(at.bias3, bias3);
  to(at.transitions, transitions);
}

std::string_view NamesModel::recipe() const {
  return {reinterpret_cast<const char*>(data_) + ModelLayout(*header_).recipe, header_->recipe_size};
}

}  // namespace textmill::entity_tagger
