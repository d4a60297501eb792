// What the algorithms work on: a text with its tokens, sentences and blocks, without host or ABI.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::keyword_density {

/// What a block is for a reader. Boilerplate, bylines and breadcrumbs are not main text: their words are
/// neither counted nor searched.
enum class Role : std::uint8_t { Body, Title, Heading, ListItem, Quote, Caption, TableRow, Outside };
inline constexpr std::size_t kRoles = 8;

/// The role of a block with this label of the layer `blocks`; Body for labels nobody told us about.
Role role_of(std::string_view block_label);

enum class TokenKind : std::uint8_t {
  Word,    ///< words and numbers
  Opaque,  ///< url, email: one word that is never taken apart
  Tag,     ///< hashtag, mention: the mark in front is not part of the word
  Other,   ///< punctuation, symbols, emoji
};
TokenKind kind_of(std::string_view token_label);

/// By text::TokenKind, which is also the order of the segmenter's labels.
inline constexpr TokenKind kSegmenterKinds[] = {TokenKind::Word,  TokenKind::Word,   TokenKind::Other,
                                                TokenKind::Other, TokenKind::Opaque, TokenKind::Opaque,
                                                TokenKind::Tag,   TokenKind::Tag,    TokenKind::Other};

struct Block {
  Span span;
  Role role = Role::Body;
};

/// Views; whoever makes it keeps the columns alive. Tokens, sentences and blocks are in text order; blocks
/// may be missing, then all is Body.
struct Source {
  std::string_view text;
  std::span<const Span> tokens;
  std::span<const std::uint32_t> token_labels;  ///< index into `kinds`
  std::span<const TokenKind> kinds;
  std::span<const Span> sentences;
  std::span<const Block> blocks;

  /// A token without a label is no word; where the layer has no labels at all, each is.
  TokenKind kind(std::size_t token) const {
    if (token_labels.empty()) return TokenKind::Word;
    const std::uint32_t label = token_labels[token];
    return label < kinds.size() ? kinds[label] : TokenKind::Other;
  }
};

}  // namespace textmill::keyword_density
