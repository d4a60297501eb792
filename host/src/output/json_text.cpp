#include "output/json_text.hpp"

namespace textmill::host {

void put_value(JsonWriter& writer, const Value& value) {
  switch (value.type) {
    case TEXTMILL_BOOL: writer.Bool(value.boolean); break;
    case TEXTMILL_INTEGER: writer.Int64(value.integer); break;
    case TEXTMILL_NUMBER: {
      char text[kNumberRoom];
      writer.RawValue(text, static_cast<std::size_t>(put_number(text, value.number) - text),
                      rapidjson::kNumberType);
      break;
    }
    case TEXTMILL_STRING: put_value(writer, value.string); break;
    case TEXTMILL_STRINGS:
      writer.StartArray();
      for (const textmill_string& s : value.strings) put_value(writer, {s.ptr, s.len});
      writer.EndArray();
      break;
    case TEXTMILL_NULL: writer.Null(); break;
  }
}

void put_value(TextStream& stream, const Value& value) {
  switch (value.type) {
    case TEXTMILL_STRING: return put_string(stream, value.string);
    case TEXTMILL_INTEGER: return stream.commit(put_number(stream.reserve(kNumberRoom), value.integer));
    case TEXTMILL_NUMBER: return stream.commit(put_number(stream.reserve(kNumberRoom), value.number));
    default: {
      JsonWriter writer(stream);
      put_value(writer, value);
    }
  }
}

std::string json_string(std::string_view s) {
  ByteBuffer out;
  TextStream stream(out);
  put_string(stream, s);
  return out.str();
}

}  // namespace textmill::host
