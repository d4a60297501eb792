#include "line_marks.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <iterator>
#include <string>

#include "piece_set.hpp"
#include "textmill/text/fold.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::segmenter {
namespace {

constexpr std::uint32_t kLongestNotice = 16;  // words
constexpr std::size_t kNoticeSlots = 1024;

// Lines that web pages put around an article. Compared without case, digits and marks at the end.
constexpr std::string_view kNotices[] = {"about the author",
                                         "about us",
                                         "accueil",
                                         "advertise with us",
                                         "advertisement",
                                         "agb",
                                         "all rights reserved",
                                         "also read",
                                         "anzeige",
                                         "assine",
                                         "aviso legal",
                                         "back to home",
                                         "back to top",
                                         "close",
                                         "comentarios",
                                         "comentários",
                                         "commentaires",
                                         "commenti",
                                         "comments",
                                         "compartilhar",
                                         "compartir",
                                         "condividi",
                                         "contact us",
                                         "contactez-nous",
                                         "contacto",
                                         "contato",
                                         "contatti",
                                         "continue reading",
                                         "cookie policy",
                                         "copy link",
                                         "datenschutz",
                                         "datenschutzerklärung",
                                         "download our app",
                                         "drucken",
                                         "editor's picks",
                                         "email",
                                         "email address",
                                         "facebook",
                                         "follow",
                                         "follow us",
                                         "follow us on",
                                         "gerelateerd",
                                         "home",
                                         "impressum",
                                         "inicio",
                                         "join the conversation",
                                         "keep reading",
                                         "kommentare",
                                         "kontakt",
                                         "latest",
                                         "latest articles",
                                         "latest news",
                                         "latest stories",
                                         "leave a comment",
                                         "leave a reply",
                                         "leer más",
                                         "lees meer",
                                         "lees ook",
                                         "leggi anche",
                                         "leia mais",
                                         "leia também",
                                         "lire aussi",
                                         "lire la suite",
                                         "load more",
                                         "load more comments",
                                         "log in",
                                         "login",
                                         "mehr zum thema",
                                         "mentions légales",
                                         "menu",
                                         "more",
                                         "more from this author",
                                         "more from this section",
                                         "more in this section",
                                         "more like this",
                                         "more news",
                                         "more on this story",
                                         "more on this topic",
                                         "more stories",
                                         "more to explore",
                                         "most popular",
                                         "most read",
                                         "most viewed",
                                         "nach oben",
                                         "newsletter",
                                         "newsletter abonnieren",
                                         "newsletters",
                                         "next",
                                         "next article",
                                         "next post",
                                         "no comments",
                                         "partager",
                                         "politique de confidentialité",
                                         "política de cookies",
                                         "política de privacidad",
                                         "política de privacidade",
                                         "popular",
                                         "popular posts",
                                         "post a comment",
                                         "previous",
                                         "previous article",
                                         "previous post",
                                         "print",
                                         "print this article",
                                         "print this page",
                                         "privacy policy",
                                         "promoted",
                                         "promoted stories",
                                         "pubblicità",
                                         "publicidad",
                                         "publicidade",
                                         "publicité",
                                         "reacties",
                                         "read also",
                                         "read more",
                                         "read next",
                                         "recent posts",
                                         "recommended",
                                         "recommended for you",
                                         "recommended stories",
                                         "related",
                                         "related articles",
                                         "related content",
                                         "related links",
                                         "related news",
                                         "related posts",
                                         "related stories",
                                         "related topics",
                                         "reply",
                                         "s'abonner",
                                         "save",
                                         "search",
                                         "share",
                                         "share on facebook",
                                         "share on twitter",
                                         "share this",
                                         "share this article",
                                         "share this page",
                                         "share this post",
                                         "share this story",
                                         "show comments",
                                         "sign in",
                                         "sign up",
                                         "sign up for free",
                                         "sign up for our newsletter",
                                         "skip to content",
                                         "skip to main content",
                                         "skip to navigation",
                                         "sponsored",
                                         "sponsored content",
                                         "startseite",
                                         "subscribe",
                                         "subscribe now",
                                         "subscribe to our newsletter",
                                         "suggested for you",
                                         "suscríbete",
                                         "tags",
                                         "teilen",
                                         "termos de uso",
                                         "terms and conditions",
                                         "terms of service",
                                         "terms of use",
                                         "top stories",
                                         "trending",
                                         "trending now",
                                         "tweet",
                                         "twitter",
                                         "términos y condiciones",
                                         "up next",
                                         "view all",
                                         "view all posts",
                                         "view comments",
                                         "watch now",
                                         "weiterlesen",
                                         "what to read next",
                                         "whatsapp",
                                         "write a comment",
                                         "you may also like",
                                         "you might also like",
                                         "your email address",
                                         "zum seitenanfang",
                                         "zur startseite",
                                         "à lire aussi",
                                         "über uns"};
static_assert(std::is_sorted(std::begin(kNotices), std::end(kNotices)));

/// By both ends and the length: most lines are turned away without a comparison.
std::size_t notice_slot(std::string_view plain) {
  const auto byte = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(plain[at]));
  };
  return plain.empty() ? 0 : (byte(0) * 31 + byte(plain.size() - 1) * 131 + plain.size() * 17) % kNoticeSlots;
}

bool is_known_notice(std::string_view plain) {
  static const std::bitset<kNoticeSlots> slots = [] {
    std::bitset<kNoticeSlots> made;
    for (const std::string_view notice : kNotices) made.set(notice_slot(notice));
    return made;
  }();
  return slots.test(notice_slot(plain)) &&
         std::binary_search(std::begin(kNotices), std::end(kNotices), plain);
}

// Phrases that mark a short sentence as a notice wherever they stand in it.
constexpr PieceSet<34> kNoticePhrases({"affiliate disclosure",
                                       "affiliate links",
                                       "all rights reserved",
                                       "by clicking",
                                       "by signing up",
                                       "by subscribing",
                                       "by using this site",
                                       "click here to",
                                       "cookie",
                                       "download the app",
                                       "e-mail address will not",
                                       "earn a commission",
                                       "earn commission",
                                       "email address will not",
                                       "fields are marked",
                                       "follow us on",
                                       "get our newsletter",
                                       "in your inbox",
                                       "our privacy policy",
                                       "our newsletter",
                                       "privacy policy",
                                       "required fields",
                                       "save my name",
                                       "sign up for",
                                       "sign up to",
                                       "subscribe to",
                                       "terms of use",
                                       "terms of service",
                                       "this article helpful",
                                       "this helpful",
                                       "this page helpful",
                                       "to your inbox",
                                       "use of cookies",
                                       "uses cookies"});

constexpr std::string_view kNetworks[] = {
    "facebook", "twitter",   "whatsapp", "email",     "linkedin", "pinterest", "reddit",
    "telegram", "instagram", "print",    "youtube",   "tiktok",   "share",     "x",
    "copy",     "link",      "tumblr",   "messenger", "mail",     "rss",       "flipboard"};

/// Small letters without marks and digits at either end, blanks and counts such as "(12)" collapsed.
std::string plain_form(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  for (const char c : line) {
    const bool wide = static_cast<unsigned char>(c) >= 0x80;
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    if (wide && c == '\x99' && out.ends_with("\xE2\x80")) {  // a curly apostrophe
      out.replace(out.size() - 2, 2, "'");
    } else if ((small >= 'a' && small <= 'z') || c == '\'' || c == '-' || wide) {
      out += small;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_network_list(std::string_view plain) {
  std::size_t words = 0;
  if (plain.find(' ') == std::string_view::npos) return false;
  while (!plain.empty()) {
    const std::size_t end = std::min(plain.find(' '), plain.size());
    const std::string_view word = plain.substr(0, end);
    const bool known = std::any_of(std::begin(kNetworks), std::end(kNetworks), [&](std::string_view network) {
      return !word.empty() && network[0] == word[0] && network == word;
    });
    if (!known) return false;
    plain.remove_prefix(std::min(end + 1, plain.size()));
    ++words;
  }
  return words > 1;
}

// Labels of lines that file an article or lead away from it: "Tags: budget, taxes".
constexpr std::string_view kLabels[] = {
    "lesen sie auch", "lies auch",   "mehr zum thema", "schlagwörter:", "lire aussi", "lea también",
    "etiquetas:",     "leia também", "leggi anche",    "lees ook",      "tags:",      "tag:",
    "filed under",    "posted in",   "categories:",    "category:",     "topics:",    "related:",
    "read more:",     "read also:",  "also read:",     "more from ",    "previous:",  "share this"};

bool has_label(std::string_view line) {
  return std::any_of(std::begin(kLabels), std::end(kLabels), [&](std::string_view label) {
    return line.size() > label.size() &&
           std::equal(label.begin(), label.end(), line.begin(), [](char small, char written) {
             return small == (written >= 'A' && written <= 'Z' ? static_cast<char>(written | 0x20) : written);
           });
  });
}

/// "Newsletter | Imprint | Privacy": of the links of a line half at least are known.
bool is_notice_list(std::string_view line) {
  std::size_t links = 0, known = 0;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t bar = std::min(line.find('|', at), line.size());
    const std::string plain = plain_form(line.substr(at, bar - at));
    links += !plain.empty();
    known += is_known_notice(plain);
    at = bar + 1;
  }
  return links > 1 && 2 * known >= links;
}

bool is_notice(std::string_view line, const Line& about) {
  constexpr std::size_t kLongest = 400;  // bytes
  if (about.words > kLongestNotice || about.words == 0 || line.size() > kLongest) return false;
  const std::string plain = plain_form(line);
  if (is_known_notice(plain)) return true;
  if (is_network_list(plain) || has_label(line) || is_notice_list(line)) return true;
  return kNoticePhrases.begins_word_of(plain);
}

bool starts_with_word(std::string_view line, std::string_view word) {
  return line.size() > word.size() && line.starts_with(word) &&
         !text::is_letter(text::decode(line, word.size()).code_point);
}

bool has_digit_after(std::string_view line, std::string_view word) {
  const std::size_t at = line.find_first_not_of(" .", word.size());
  return at != std::string_view::npos && line[at] >= '0' && line[at] <= '9';
}

bool is_caption(std::string_view line, const Line& about) {
  constexpr std::uint32_t kLongest = 80;
  if (about.words > kLongest) return false;
  if (line[0] == '(' || (line[0] >= 'A' && line[0] <= 'Z')) {
    if (std::string_view("(FTCBEIP").find(line[0]) == std::string_view::npos) return false;
  } else {
    return false;
  }
  for (const std::string_view word :
       {"Figure", "Fig", "Table", "FIGURE", "TABLE", "Chart", "Box", "Exhibit"}) {
    if (starts_with_word(line, word) && has_digit_after(line, word)) return true;
  }
  for (const std::string_view word : {"Image:", "Photo:", "Photograph:", "Picture:", "Credit:", "Photo by ",
                                      "Image by ", "Image credit", "Photo credit", "Illustration by ",
                                      "Caption:", "(Photo", "(Image", "Picture courtesy", "File photo"}) {
    if (line.starts_with(word)) return about.words <= 40;
  }
  return false;
}

bool is_byline(std::string_view line, const Line& about) {
  constexpr std::uint32_t kLongest = 12;
  if (about.words > kLongest || about.closed) return false;
  if (std::string_view("BWPULREVD").find(line[0]) == std::string_view::npos) return false;
  for (const std::string_view word : {"Von ", "Par ", "Por ", "Di ", "Door "}) {
    if (line.starts_with(word)) return about.words >= 3 && about.capitals + about.digits >= about.words;
  }
  for (const std::string_view word :
       {"By ", "BY ", "Written by ", "Posted by ", "Posted on ", "Published ", "Updated ", "Last updated",
        "Published:", "Updated:", "Reporting by ", "Editing by "}) {
    if (line.starts_with(word) && (about.capitals >= 2 || about.digits > 0) && about.words >= 2) {
      return 2 * (about.capitals + about.digits) >= about.words;
    }
  }
  return false;
}

std::size_t count_of(std::string_view line, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = line.find(part); at != std::string_view::npos; at = line.find(part, at + part.size()))
    ++count;
  return count;
}

bool is_table_row(std::string_view line, const Line& about) {
  if (about.closed && about.words > 20) return false;
  if (line.find('|') == std::string_view::npos) return line.find('\t') != std::string_view::npos;
  return count_of(line, "\t") >= 1 || count_of(line, " | ") >= 2 ||
         (line.starts_with('|') && line.ends_with('|'));
}

bool is_quote(std::string_view line, const Line& about) {
  if (line.starts_with("> ") || line.starts_with(">>")) return true;
  const bool opened = line.starts_with("“") || line.starts_with("«") || line.starts_with("„");
  const bool closed = line.ends_with("”") || line.ends_with("»") || line.ends_with("“");
  return opened && closed && about.words >= 4 &&
         count_of(line, "“") + count_of(line, "«") + count_of(line, "„") == 1;
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Names of pages with the same sign between blanks after each, as "News > Sport > Rowing".
bool is_trail(std::string_view line, const Line& about) {
  if (about.words > 20 || about.closed) return false;
  constexpr std::string_view kSigns[] = {">", "»", "›", "/", "→"};
  std::array<std::size_t, std::size(kSigns)> counts{};
  for (std::size_t at = 1; at + 1 < line.size(); ++at) {
    if (line[at - 1] != ' ' || is_letter_or_digit(line[at])) continue;
    for (std::size_t i = 0; i < counts.size(); ++i)
      counts[i] += line[at] == kSigns[i][0] && line.substr(at).starts_with(kSigns[i]) &&
                   line.substr(at + kSigns[i].size()).starts_with(' ');
  }
  return *std::max_element(counts.begin(), counts.end()) >= (line.starts_with("Home") ? 1U : 2U);
}

}  // namespace

std::size_t count_code_signs(std::string_view text) {
  static constexpr auto kIsSign = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view("{}()[];=<>_+*/\\&|#$%"))
      table[static_cast<unsigned char>(c)] = true;
    return table;
  }();
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return kIsSign[static_cast<unsigned char>(c)]; }));
}

LineMarks mark_line(std::string_view line, const Line& about) {
  LineMarks marks;
  marks.notice = is_notice(line, about);
  marks.trail = is_trail(line, about);
  marks.caption = is_caption(line, about);
  marks.byline = is_byline(line, about);
  marks.row = is_table_row(line, about);
  marks.quote = !about.bullet && is_quote(line, about);
  return marks;
}

}  // namespace textmill::segmenter
