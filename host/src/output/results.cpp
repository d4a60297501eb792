#include "output/results.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>

#include <filesystem>

#include "output/sink.hpp"

namespace textmill::host {
namespace {

// Iterative: depth is the plugin's choice and must not be our stack's. Numbers stay as they were written.
constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                            rapidjson::kParseNumbersAsStringsFlag;

/// A writer that passes numbers on with the digits they came with.
template <class Base>
class SameNumbers : public Base {
 public:
  using Base::Base;
  // NOLINTNEXTLINE(readability-identifier-naming): rapidjson's name
  bool RawNumber(const char* digits, rapidjson::SizeType length, bool) {
    return this->RawValue(digits, length, rapidjson::kNumberType);
  }
};

template <class Writer>
Result<std::string> rewrite(std::string_view json) {
  rapidjson::MemoryStream bytes(json.data(), json.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> in(bytes);
  rapidjson::StringBuffer out;
  SameNumbers<Writer> writer(out);
  rapidjson::Reader reader;
  if (const auto parsed = reader.Parse<kFlags>(in, writer); parsed.IsError()) {
    return failure(std::string("no JSON value: ") + rapidjson::GetParseError_En(parsed.Code()) + " (byte " +
                   std::to_string(parsed.Offset()) + ")");
  }
  return std::string(out.GetString(), out.GetSize());
}

}  // namespace

Result<std::string> reformat_json(std::string_view json, JsonForm form) {
  if (form == JsonForm::Line) return rewrite<rapidjson::Writer<rapidjson::StringBuffer>>(json);
  return rewrite<rapidjson::PrettyWriter<rapidjson::StringBuffer>>(json);
}

Status write_result(const std::string& folder, const std::string& stage, std::string_view json) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return {Code::BadOutput, folder + ": " + failed.message()};
  auto sink = Sink::open(folder + "/" + stage + ".json");
  if (!sink) return sink.error();
  if (Status s = sink->write(std::string(json) + "\n"); !s) return s;
  return sink->finish();
}

bool takes_results(std::string_view format) { return format == "jsonl" || format == "text"; }

std::string result_lines(std::string_view format, const std::string& stage, std::string_view json) {
  if (format == "jsonl") return "{\"stage\":\"" + stage + "\",\"result\":" + std::string(json) + "}\n";
  return "\n" + stage + ", over all documents\n" + std::string(json) + "\n";
}

}  // namespace textmill::host
