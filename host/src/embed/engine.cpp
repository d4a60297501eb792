// The functions of textmill/engine.h: the rooms of the host behind a C face. Nothing thrown leaves it.
#include "textmill/engine.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "embed/session.hpp"
#include "output/jsonl.hpp"

namespace host = textmill::host;

struct textmill_engine {
  std::string problem;
  std::unique_ptr<host::OpenPipeline> pipeline;
  std::unique_ptr<host::Renderer> renderer;
};

struct textmill_session {
  explicit textmill_session(const textmill_engine& of) : engine(of) {}
  const textmill_engine& engine;
  std::string problem;
  std::unique_ptr<host::Session> session;
  host::TextPairs fields;
  std::string json;
  bool finished = false;  ///< the document went through
};

namespace {

std::vector<std::string> words_of(const char* const* list) {
  std::vector<std::string> words;
  while (list && *list) words.emplace_back(*list++);
  return words;
}

textmill_engine_options complete(const textmill_engine_options* given) {
  textmill_engine_options options{};
  if (!given) return options;
  if (TEXTMILL_HAS(given, settings)) options.settings = given->settings;
  if (TEXTMILL_HAS(given, plugin_files)) options.plugin_files = given->plugin_files;
  if (TEXTMILL_HAS(given, plugin_folders)) options.plugin_folders = given->plugin_folders;
  if (TEXTMILL_HAS(given, log)) options.log = given->log;
  if (TEXTMILL_HAS(given, log_context)) options.log_context = given->log_context;
  if (TEXTMILL_HAS(given, allow_drafts)) options.allow_drafts = given->allow_drafts;
  return options;
}

host::StageLog log_to(const textmill_engine_options& options) {
  if (!options.log) return [](int, std::string_view, std::string_view) {};
  return [log = options.log, context = options.log_context](int level, std::string_view stage,
                                                            std::string_view message) {
    log(context, level, std::string(stage).c_str(), std::string(message).c_str());
  };
}

void open(textmill_engine& engine, const char* pipeline, const textmill_engine_options& options) {
  host::TextPairs settings;
  for (const std::string& word : words_of(options.settings)) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) {
      engine.problem = "settings: expected NAME=VALUE, got '" + word + "'";
      return;
    }
    settings.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  host::CatalogOptions search;
  search.plugin_files = words_of(options.plugin_files);
  search.plugin_dirs = words_of(options.plugin_folders);
  search.allow.drafts = options.allow_drafts != 0;
  host::Console console;
  console.error = [&](std::string_view line) {
    engine.problem += (engine.problem.empty() ? "" : "\n") + std::string(line);
  };
  host::PipelineFile file = host::load_pipeline(pipeline, settings, search, console);
  if (file.exit != host::Exit::Ok) return;
  engine.problem.clear();  // warnings
  auto opened = host::OpenPipeline::make(std::move(file), log_to(options));
  if (!opened) {
    engine.problem = opened.error().message();
    return;
  }
  engine.pipeline = std::move(*opened);
  engine.renderer = host::make_jsonl_renderer(engine.pipeline->plan());
}

void open(textmill_session& session) {
  if (!session.engine.problem.empty()) {
    session.problem = session.engine.problem;
    return;
  }
  auto made = host::Session::make(*session.engine.pipeline);
  if (made) {
    session.session = std::move(*made);
  } else {
    session.problem = made.error().message();
  }
}

/// What the chain made of a document, as a status of the contract.
std::int32_t conclude(textmill_session& session, const host::ChainResult& result) {
  session.finished = result.outcome == host::Outcome::Ok;
  if (session.finished) return TEXTMILL_OK;
  session.problem = "stage '" + result.failure.stage + "': " + result.failure.message;
  return result.outcome == host::Outcome::Dropped ? TEXTMILL_DROP : TEXTMILL_ERROR;
}

std::int32_t run(textmill_session& session, const char* id, std::string_view text) {
  session.finished = false;
  session.json.clear();
  if (!session.session) return TEXTMILL_ERROR;
  session.problem.clear();
  const host::TextPairs fields = std::exchange(session.fields, {});
  if (const textmill::Status loaded = session.session->load(id ? id : "1", text, fields); !loaded) {
    session.problem = loaded.message();
    return TEXTMILL_ERROR;
  }
  return conclude(session, session.session->run());
}

/// The last document; null if the session is not usable.
const host::Document* document_of(const textmill_session& session) {
  return session.session ? &std::as_const(*session.session).document() : nullptr;
}

/// Runs `body`; what it throws becomes `otherwise`.
template <class Body, class Value>
Value guarded(Body body, Value otherwise) noexcept {
  try {
    return body();
  } catch (...) {
    return otherwise;
  }
}

const char* text_or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

}  // namespace

const char* textmill_engine_version() { return TEXTMILL_VERSION; }

textmill_engine* textmill_engine_open(const char* pipeline, const textmill_engine_options* options) {
  return guarded(
      [&] {
        auto engine = std::make_unique<textmill_engine>();
        try {
          open(*engine, pipeline ? pipeline : "", complete(options));
        } catch (const std::exception& e) {
          engine->problem = e.what();
        }
        return engine.release();
      },
      static_cast<textmill_engine*>(nullptr));
}

const char* textmill_engine_problem(const textmill_engine* engine) { return text_or_null(engine->problem); }

void textmill_engine_close(textmill_engine* engine) { delete engine; }

textmill_session* textmill_session_open(textmill_engine* engine) {
  return guarded(
      [&] {
        auto session = std::make_unique<textmill_session>(*engine);
        open(*session);
        return session.release();
      },
      static_cast<textmill_session*>(nullptr));
}

const char* textmill_session_problem(const textmill_session* session) {
  return text_or_null(session->problem);
}

void textmill_session_field(textmill_session* session, const char* name, const char* value) {
  guarded([&] { return session->fields.emplace_back(name, value), 0; }, 0);
}

std::int32_t textmill_session_run(textmill_session* session, const char* id, const char* text,
                                  size_t length) {
  return guarded([&] { return run(*session, id, std::string_view(text, length)); },
                 static_cast<std::int32_t>(TEXTMILL_NO_MEMORY));
}

const char* textmill_session_layer_name(const textmill_session* session, uint32_t number) {
  const host::Document* document = document_of(*session);
  if (!document || number >= document->schema().layers.size()) return nullptr;
  return document->schema().layers[number].name.c_str();
}

std::int32_t textmill_session_layer(const textmill_session* session, const char* name,
                                    textmill_layer_view* view) {
  if (!session->finished) return TEXTMILL_ABSENT;
  const host::Document& document = *document_of(*session);
  const auto& layers = document.schema().layers;
  for (std::size_t slot = 0; slot < layers.size(); ++slot) {
    if (layers[slot].name != name || !document.layer(slot).written()) continue;
    document.layer(slot).view(*view);
    return TEXTMILL_OK;
  }
  return TEXTMILL_ABSENT;
}

std::int32_t textmill_session_attribute(const textmill_session* session, const char* name,
                                        textmill_value* value) {
  if (!session->finished) return TEXTMILL_ABSENT;
  const host::Document& document = *document_of(*session);
  const auto& attributes = document.schema().attributes;
  for (std::size_t slot = 0; slot < attributes.size(); ++slot) {
    const host::Value* found = document.attribute(slot);
    if (attributes[slot].name != name || !found) continue;
    *value = found->to_abi();
    return TEXTMILL_OK;
  }
  return TEXTMILL_ABSENT;
}

const char* textmill_session_json(textmill_session* session) {
  return guarded(
      [&] {
        if (session->finished && session->json.empty()) {
          host::ByteBuffer line;
          session->engine.renderer->document(*document_of(*session), line);
          session->json = line.str();
        }
        return session->json.c_str();
      },
      "");
}

void textmill_session_close(textmill_session* session) { delete session; }
