#include <ostream>
#include <stdexcept>

#include "text_state.hpp"

namespace textmill::testkit {
namespace {

constexpr std::size_t kPrintedText = 120;  // bytes of a span's text that are printed

/// One line, with what does not show made visible, in quotes.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text.substr(0, kPrintedText)) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\0')
      out += "\\0";
    else if (c == '"')
      out += "\\\"";
    else
      out += c;
  }
  return out + (text.size() > kPrintedText ? "\"..." : "\"");
}

template <class T, class Variant>
const T& get_as(const Variant& variant, textmill_type is, textmill_type wanted) {
  if (const T* value = std::get_if<T>(&variant)) return *value;
  throw std::runtime_error(std::string("a value of type ") + type_name(is) + " is read as " +
                           type_name(wanted));
}

}  // namespace

const char* type_name(textmill_type type) {
  static constexpr const char* kNames[] = {"null", "bool", "integer", "number", "string", "strings"};
  return type >= TEXTMILL_NULL && type <= TEXTMILL_STRINGS ? kNames[type] : "unknown";
}

bool Value::flag() const { return get_as<bool>(v_, type(), TEXTMILL_BOOL); }
std::int64_t Value::integer() const { return get_as<std::int64_t>(v_, type(), TEXTMILL_INTEGER); }
double Value::number() const { return get_as<double>(v_, type(), TEXTMILL_NUMBER); }
const std::string& Value::string() const { return get_as<std::string>(v_, type(), TEXTMILL_STRING); }
const std::vector<std::string>& Value::strings() const {
  return get_as<std::vector<std::string>>(v_, type(), TEXTMILL_STRINGS);
}

std::ostream& operator<<(std::ostream& out, const Value& value) {
  switch (value.type()) {
    case TEXTMILL_BOOL:
      return out << (value.flag() ? "true" : "false");
    case TEXTMILL_INTEGER:
      return out << value.integer();
    case TEXTMILL_NUMBER:
      return out << value.number();
    case TEXTMILL_STRING:
      return out << quoted(value.string());
    case TEXTMILL_STRINGS: {
      out << '[';
      for (const std::string& s : value.strings())
        out << (&s == &value.strings().front() ? "" : ", ") << quoted(s);
      return out << ']';
    }
    default:
      return out << "null";
  }
}

std::ostream& operator<<(std::ostream& out, const Row& row) {
  out << row.span.begin << ".." << row.span.end << ' ' << quoted(row.text);
  if (!row.label.empty()) out << ' ' << row.label;
  if (row.score != 0) out << " score=" << row.score;
  if (row.parent != TEXTMILL_NONE) out << " parent=" << row.parent;
  for (const auto& [name, value] : row.features) out << ' ' << name << '=' << value;
  return out;
}

Text::Text(std::string_view text, std::string_view id)
    : state_(std::make_unique<detail::TextState>(text, id)) {}
Text::~Text() = default;
Text::Text(Text&&) noexcept = default;
Text& Text::operator=(Text&&) noexcept = default;

Text& Text::add(std::string_view layer, Span span, std::string_view label, float score, std::uint32_t parent,
                const std::map<std::string, Value>& features) {
  if (span.begin > span.end || span.end > text().size()) {
    throw std::out_of_range("span " + std::to_string(span.begin) + ".." + std::to_string(span.end) +
                            " is not inside the text of " + std::to_string(text().size()) + " bytes");
  }
  state_->layer(layer).add_row(span, label, score, parent, features);
  return *this;
}

Text& Text::add_layer(std::string_view layer) {
  state_->layer(layer);
  return *this;
}

Text& Text::set(std::string_view attribute, Value value) {
  state_->attributes[std::string(attribute)] = std::move(value);
  return *this;
}

Text& Text::meta(std::string_view name, Value value) {
  state_->meta[std::string(name)] = std::move(value);
  return *this;
}

std::string_view Text::text() const { return state_->text(); }
std::string_view Text::id() const { return state_->id; }
bool Text::has_layer(std::string_view layer) const { return state_->find_layer(layer) != nullptr; }

std::vector<Row> Text::rows(std::string_view layer) const {
  std::vector<Row> rows;
  const LayerStore* store = state_->find_layer(layer);
  for (std::uint32_t i = 0; store && i < store->size(); ++i) rows.push_back(store->row(i, text()));
  return rows;
}

std::vector<Span> Text::spans(std::string_view layer) const {
  std::vector<Span> spans;
  for (const Row& row : rows(layer)) spans.push_back(row.span);
  return spans;
}

std::vector<std::string> Text::texts(std::string_view layer) const {
  std::vector<std::string> texts;
  for (Row& row : rows(layer)) texts.push_back(std::move(row.text));
  return texts;
}

std::vector<std::string> Text::labels(std::string_view layer) const {
  std::vector<std::string> labels;
  for (Row& row : rows(layer)) labels.push_back(std::move(row.label));
  return labels;
}

std::vector<std::string> Text::labelled(std::string_view layer) const {
  std::vector<std::string> list;
  for (const Row& row : rows(layer)) list.push_back(row.label + ' ' + row.text);
  return list;
}

std::vector<std::string> Text::layer_names() const {
  std::vector<std::string> names;
  for (const auto& [name, layer] : state_->layers) names.push_back(name);
  return names;
}

Value Text::attribute(std::string_view name) const {
  const auto found = state_->attributes.find(std::string(name));
  return found == state_->attributes.end() ? Value() : found->second;
}

const std::map<std::string, Value>& Text::attributes() const { return state_->attributes; }
const Status& Text::status() const { return state_->status; }
const std::string& Text::contribution() const { return state_->contribution; }
const std::map<std::string, std::int64_t>& Text::counters() const { return state_->counters; }
const std::vector<LogLine>& Text::log() const { return state_->log; }

std::ostream& operator<<(std::ostream& out, const Text& text) {
  out << "text of " << text.text().size() << " bytes " << quoted(text.text()) << '\n';
  for (const std::string& name : text.layer_names()) {
    const std::vector<Row> rows = text.rows(name);
    out << name << ": " << rows.size() << (rows.size() == 1 ? " row\n" : " rows\n");
    for (std::size_t i = 0; i < rows.size(); ++i) out << "  [" << i << "] " << rows[i] << '\n';
  }
  for (const auto& [name, value] : text.attributes()) out << name << " = " << value << '\n';
  for (const LogLine& line : text.log()) out << "log: " << line.stage << ": " << line.message << '\n';
  if (!text.status().ok()) out << "status: " << text.status().message() << '\n';
  return out;
}

}  // namespace textmill::testkit
