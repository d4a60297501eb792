#include "addresses.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace textmill::entity_tagger {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Four numbers up to 255 with full stops between.
bool is_ipv4(std::string_view text) {
  int parts = 0;
  while (true) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto used = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || value > 255 || used > 3) return false;
    ++parts;
    if (used == text.size()) return parts == 4;
    if (text[used] != '.' || used + 1 == text.size()) return false;
    text.remove_prefix(used + 1);
  }
}

/// Eight groups of hexadecimal digits with colons, or fewer and one "::".
bool is_ipv6(std::string_view text) {
  int groups = 0, digits = 0, gaps = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ':') {
      if (i + 1 < text.size() && text[i + 1] == ':') {
        ++gaps;
        ++i;
      }
      digits = 0;
      continue;
    }
    const bool hex = is_digit(text[i]) || (text[i] | 0x20) >= 'a';
    if (!hex || (text[i] | 0x20) > 'f' || ++digits > 4) return false;
    groups += digits == 1;
  }
  return text.size() > 2 && text.back() != '.' &&
         ((gaps == 1 && groups >= 1 && groups < 8) || (gaps == 0 && groups == 8));
}

bool is_address_character(char c) {
  return is_digit(c) || c == ':' || c == '.' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}
bool is_phone_character(char c) {
  return is_digit(c) || c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == '+';
}

constexpr std::size_t kLongestIpv6 = 45;

/// The end of the characters an IPv6 address may have; a longer run is none.
std::size_t address_end(std::string_view text, std::size_t begin, std::size_t limit) {
  std::size_t at = begin;
  while (at < limit && at - begin <= kLongestIpv6 && is_address_character(text[at])) ++at;
  return at;
}

/// 2020-07-01, 1/12/2021, 3.4.2019: three groups of digits, four of them a year.
bool is_day(std::string_view text) {
  const auto mark = text.find_first_of("-/.");
  if (mark == std::string_view::npos || text.size() > 10) return false;
  const auto second = text.find(text[mark], mark + 1);
  if (second == std::string_view::npos ||
      text.find_first_not_of("0123456789", second + 1) != std::string_view::npos)
    return false;
  const std::size_t middle = second - mark - 1, last = text.size() - second - 1;
  const auto is_short = [](std::size_t digits) { return digits == 1 || digits == 2; };
  return is_short(middle) && ((mark == 4 && is_short(last)) || (is_short(mark) && last == 4));
}

constexpr std::size_t kMostPhoneDigits = 15, kLongestPhone = 40;

/// A number of 7 to 15 digits that is written like a telephone number: with +, brackets or groups.
std::size_t phone_end(std::string_view text, std::size_t begin, std::size_t limit) {
  std::size_t digits = 0, groups = 0, open = 0, shortest = 99, run = 0;
  bool brackets = false;
  std::size_t last = begin;
  limit = std::min(limit, begin + kLongestPhone);
  for (std::size_t at = begin; at < limit && is_phone_character(text[at]); ++at) {
    const char c = text[at];
    if (c == '+' && at != begin) break;
    if (c == '(') ++open;
    if (c == ')' && open == 0) break;
    if (c == ')') {
      --open;
      brackets = true;
    }
    if (is_digit(c)) {
      if (++digits > kMostPhoneDigits) return 0;
      if (run++ == 0) ++groups;
      last = at + 1;
    } else {
      if (run) shortest = std::min(shortest, run);
      run = 0;
      if (at + 1 < limit && (c == ' ' || c == '-' || c == '.') && (text[at + 1] == c)) break;
    }
  }
  if (run) shortest = std::min(shortest, run);
  const bool plus = text[begin] == '+';
  if (digits < 7 || open != 0 || is_day(text.substr(begin, last - begin))) return 0;
  if (!plus && !brackets && groups < 2) return digits == 10 || digits == 11 ? last : 0;
  if (!plus && !brackets && (groups < 3 || shortest < 2) && digits < 10)
    return groups == 2 && digits == 7 ? last : 0;
  return last;
}

void add(std::vector<Entity>& entities, Span span, Label label, std::string_view norm, const char* rule) {
  Entity entity;
  entity.span = span;
  entity.label = label;
  entity.norm = norm;
  entity.source = rule;
  entities.push_back(std::move(entity));
}

std::string phone_norm(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (is_digit(c) || (c == '+' && digits.empty())) digits += c;
  }
  return digits;
}

}  // namespace

bool may_be_part_of_phone(std::string_view text, Span number) {
  const std::string_view written = text_of(text, number);
  if (!is_phone_character(written[0])) return false;
  // Groups of digits in it, an opening mark before it, or other groups beside it.
  if (written.find_first_of("-. (+") != std::string_view::npos) return true;
  const auto is_gap = [](char c) { return is_phone_character(c) && !is_digit(c); };
  std::size_t at = number.begin;
  for (; at > 0 && is_gap(text[at - 1]); --at) {
    if (text[at - 1] == '+' || text[at - 1] == '(') return true;
  }
  if (at > 0 && is_digit(text[at - 1])) return true;
  for (at = number.end; at < text.size() && is_gap(text[at]);) ++at;
  return at < text.size() && is_digit(text[at]);
}

bool is_surely_phone(std::string_view number) {
  if (number[0] == '+' || number[0] == '(') return true;
  constexpr std::string_view kForms[] = {"ddd-dddd", "ddd-ddd-dddd", "ddd.ddd.dddd", "ddd ddd-dddd"};
  std::string form(number);
  std::replace_if(form.begin(), form.end(), is_digit, 'd');
  return std::find(std::begin(kForms), std::end(kForms), form) != std::end(kForms);
}

void find_addresses(std::string_view text, const std::vector<Piece>& pieces, std::uint32_t begin,
                    std::uint32_t end, bool phones, bool ips, StringStore& strings,
                    std::vector<Entity>& entities) {
  if (begin == end) return;
  const std::size_t limit = pieces[end - 1].span.end;
  std::size_t done = 0;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Piece& piece = pieces[i];
    if (piece.span.begin < done) continue;
    const char first = text[piece.span.begin];
    const bool number = piece.kind == PieceKind::Number;
    const bool opening = first == '+' || first == '(';
    const bool maybe_ipv6 = ips && (number || piece.kind == PieceKind::Word || first == ':') &&
                            (piece.span.end < limit && (text[piece.span.end] == ':' || first == ':'));
    if (!number && !opening && !maybe_ipv6) continue;
    if (i > begin && piece.glued && pieces[i - 1].kind != PieceKind::Punctuation) continue;
    if (ips && number && is_ipv4(text_of(text, piece.span))) {
      add(entities, piece.span, Label::Ip, text_of(text, piece.span), "rule:ipv4");
      done = piece.span.end;
      continue;
    }
    if (maybe_ipv6) {
      const std::size_t stop = address_end(text, piece.span.begin, limit);
      if (is_ipv6(text.substr(piece.span.begin, stop - piece.span.begin))) {
        const Span span{piece.span.begin, static_cast<std::uint32_t>(stop)};
        add(entities, span, Label::Ip, text_of(text, span), "rule:ipv6");
        done = stop;
        continue;
      }
    }
    if (!phones || (!number && !opening)) continue;
    if (const std::size_t stop = phone_end(text, piece.span.begin, limit)) {
      const Span span{piece.span.begin, static_cast<std::uint32_t>(stop)};
      add(entities, span, Label::Phone, strings.keep(phone_norm(text_of(text, span))), "rule:phone");
      done = stop;
    }
  }
}

}  // namespace textmill::entity_tagger
