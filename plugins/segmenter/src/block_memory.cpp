#include "block_memory.hpp"

#include <xxhash.h>

#include <cstring>
#include <string>

namespace textmill::segmenter {
namespace {

/// Stands before the sentences, which stand before the signs of the tokens.
struct Head {
  BlockFacts facts;
  std::uint32_t sentences = 0;
  std::uint32_t tokens = 0;
};

// A token is its length and a sign: the gap before it in the upper four bits, its kind in the lower ones. One
// for which that is not enough has the sign kFar, and its gap and length as numbers of four bytes behind.
constexpr std::uint8_t kFar = 15;
constexpr std::size_t kMostBytes = 10;
constexpr std::uint32_t kLongGap = 16;
constexpr std::uint32_t kLongToken = 256;
static_assert(text::kTokenKinds <= kFar);

std::uint32_t number_at(const std::uint8_t* at) {
  std::uint32_t number = 0;
  std::memcpy(&number, at, sizeof number);
  return number;
}

std::uint8_t* write_number(std::uint32_t number, std::uint8_t* at) {
  std::memcpy(at, &number, sizeof number);
  return at + sizeof number;
}

/// In a far token the kind stands where else the length does.
std::uint8_t* write_token(std::uint32_t gap, std::uint32_t length, text::TokenKind kind, std::uint8_t* at) {
  const auto number = static_cast<std::uint8_t>(kind);
  const bool near = gap < kLongGap && length < kLongToken;
  *at++ = near ? static_cast<std::uint8_t>(length) : number;
  *at++ = near ? static_cast<std::uint8_t>(gap << 4 | number) : kFar;
  return near ? at : write_number(length, write_number(gap, at));
}

/// Returns how many bytes of `out` they take.
std::size_t write_tokens(std::uint32_t begin, std::span<const text::Token> tokens,
                         std::vector<std::uint8_t>& out) {
  if (out.size() < kMostBytes * tokens.size()) out.resize(kMostBytes * tokens.size());
  std::uint8_t* at = out.data();
  for (const text::Token& token : tokens) {
    at = write_token(token.span.begin - begin, token.span.size(), token.kind, at);
    begin = token.span.end;
  }
  return static_cast<std::size_t>(at - out.data());
}

void read_tokens(const std::uint8_t* at, std::uint32_t begin, std::span<text::Token> out) {
  for (text::Token& token : out) {
    std::uint32_t length = at[0];
    std::uint32_t gap = at[1] >> 4;
    std::uint32_t kind = at[1] & 15U;
    at += 2;
    if (kind == kFar) {
      kind = length;
      gap = number_at(at);
      length = number_at(at + sizeof gap);
      at += sizeof gap + sizeof length;
    }
    begin += gap;
    token = {{begin, begin + length}, static_cast<text::TokenKind>(kind)};
    begin += length;
  }
}

}  // namespace

std::uint64_t BlockMemory::seed_of(const text::SentenceOptions& sentences, const text::TokenOptions& tokens) {
  std::string all(sentences.language);
  for (const int choice : {static_cast<int>(sentences.quotes), static_cast<int>(sentences.lower_case),
                           static_cast<int>(tokens.clitics), static_cast<int>(tokens.hyphens)})
    all += static_cast<char>(choice);
  return XXH3_64bits_withSeed(all.data(), all.size(), text::PassageMemory::secret());
}

bool BlockMemory::takes(Span block) {
  constexpr std::uint32_t kLongest = 1 << 15;  // bytes
  return !block.empty() && block.size() <= kLongest;
}

std::uint64_t BlockMemory::key_of(std::string_view text, Span block, std::uint64_t seed) {
  const std::string_view content = text_of(text, block);
  return XXH3_64bits_withSeed(content.data(), content.size(), seed);
}

std::uint64_t BlockMemory::key_for(std::uint64_t key, std::uint32_t question) {
  return key ^ (question + 1) * 0x9E3779B97F4A7C15;
}

BlockFacts BlockMemory::facts_of(const Answer& known) {
  BlockFacts facts;
  std::memcpy(&facts, known.bytes.data(), sizeof facts);
  return facts;
}

void BlockMemory::add(const Answer& known, std::uint32_t begin, std::vector<Span>& sentences,
                      std::vector<text::Token>& tokens) {
  Head head;
  std::memcpy(&head, known.bytes.data(), sizeof head);
  const std::size_t first = sentences.size();
  sentences.resize(first + head.sentences);
  const std::size_t spans = head.sentences * sizeof(Span);
  if (spans > 0) std::memcpy(sentences.data() + first, known.bytes.data() + sizeof head, spans);
  for (Span& sentence : std::span(sentences).subspan(first))
    sentence = {begin + sentence.begin, begin + sentence.end};
  tokens.resize(tokens.size() + head.tokens);
  const auto* const signs = reinterpret_cast<const std::uint8_t*>(known.bytes.data() + sizeof head + spans);
  read_tokens(signs, begin, std::span(tokens).last(head.tokens));
  ++added_;
}

void BlockMemory::keep(std::uint64_t key, std::uint32_t begin, const BlockFacts& facts,
                       std::span<const Span> sentences, std::span<const text::Token> tokens) {
  const std::size_t signs = write_tokens(begin, tokens, signs_);
  const Head head{facts, static_cast<std::uint32_t>(sentences.size()),
                  static_cast<std::uint32_t>(tokens.size())};
  std::byte* at = memory_.keep(key, sizeof head + sentences.size_bytes() + signs);
  if (!at) return;
  std::memcpy(at, &head, sizeof head);
  at += sizeof head;
  for (const Span sentence : sentences) {
    const Span within{sentence.begin - begin, sentence.end - begin};
    std::memcpy(at, &within, sizeof within);
    at += sizeof within;
  }
  if (signs > 0) std::memcpy(at, signs_.data(), signs);
}

}  // namespace textmill::segmenter
