// The shipped model: loading, refusing what is damaged, and equal results on every kind of processor.
#include "names_model.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>

#include "dense.hpp"
#include "names_network.hpp"
#include "tagging.hpp"
#include "textmill/options.hpp"

namespace textmill::entity_tagger {
namespace {

using testing::HasSubstr;

const std::string kModel = std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data/names.model";

std::string error_of(const std::string& content) {
  const std::string path = testing::TempDir() + "names_model_test.model";
  std::ofstream(path, std::ios::binary) << content;
  std::string error;
  try {
    const NamesModel model(path);
  } catch (const Error& e) {
    error = e.what();
  }
  std::remove(path.c_str());
  return error;
}

std::string shipped() {
  std::ifstream file(kModel, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(NamesModel, RefusesWhatIsDamagedOrForeign) {
  const std::string good = shipped();
  EXPECT_EQ(error_of(good), "");
  EXPECT_THAT(error_of(""), HasSubstr("is empty"));
  EXPECT_THAT(error_of("short"), HasSubstr("no names model, it has only 5 bytes"));
  EXPECT_THAT(error_of(std::string(4096, 'x')), HasSubstr("no names model"));
  EXPECT_THAT(error_of(good.substr(0, good.size() / 2)),
              HasSubstr("expected " + std::to_string(good.size())));
  std::string other = good;
  other[8] = 9;
  EXPECT_THAT(error_of(other), HasSubstr("version 9, expected 1"));
  std::string flipped = good;
  flipped[good.size() - 100] = static_cast<char>(flipped[good.size() - 100] ^ 1);
  EXPECT_THAT(error_of(flipped), HasSubstr("its checksum does not fit"));
  std::string wide = good;  // a header that leads outside the file
  wide[offsetof(ModelHeader, width)] = 0x7F;
  EXPECT_THAT(error_of(wide), HasSubstr("damaged"));
}

TEST(NamesModel, SaysHowItWasMade) {
  EXPECT_THAT(std::string(NamesModel(kModel).recipe()), HasSubstr("window network"));
}

TEST(Dense, GivesTheSameIntegersOnEveryProcessor) {
  std::mt19937 random(7);
  for (const DenseShape shape : {DenseShape{20, 16}, DenseShape{320, 128}, DenseShape{128, 80}}) {
    for (const std::uint32_t rows : {1u, 2u, 3u, 7u}) {
      std::vector<std::int8_t> weights(shape.inputs * shape.outputs);
      for (auto& w : weights) w = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
      std::vector<std::uint8_t> inputs(rows * shape.inputs);
      for (auto& x : inputs) x = static_cast<std::uint8_t>(random() % 4 ? random() % 128 : 127);
      const auto packed = pack_dense(weights, shape);
      const auto run = [&](DenseKind kind) {
        std::vector<std::int32_t> out(rows * shape.outputs);
        std::vector<std::uint32_t> starts;
        for (std::uint32_t row = 0; row < rows; ++row) starts.push_back((rows - 1 - row) * shape.inputs);
        dense_function(kind)(inputs.data(), starts.data(), rows, packed.data(), shape, out.data());
        return out;
      };
      const auto want = run(DenseKind::Scalar);
      std::int32_t plain = 0;
      for (std::uint32_t k = 0; k < shape.inputs; ++k) plain += inputs[k] * weights[k * shape.outputs + 3];
      EXPECT_EQ(want[(rows - 1) * shape.outputs + 3], plain);
      for (const DenseKind kind : {DenseKind::Avx2, DenseKind::Vnni}) {
        if (kind <= best_dense()) {
          EXPECT_EQ(run(kind), want) << "kind " << static_cast<int>(kind) << ", rows " << rows;
        }
      }
    }
  }
}

/// What all layer functions of a kind give for the same random input, as bytes.
std::string layers_of(DenseKind kind, std::uint32_t rows) {
  constexpr std::uint32_t kWidth = 64;
  std::mt19937 random(11);
  const auto real = [&] { return static_cast<float>(static_cast<int>(random() % 20001) - 10000) * 1e-4f; };
  std::vector<std::int32_t> sums(rows * kWidth);
  for (auto& sum : sums) sum = static_cast<int>(random() % 400001) - 200000;
  std::vector<float> scale(kWidth), offset(kWidth), weights(kWidth * kLanes), bias(kLanes),
      scores(rows * kLanes);
  for (auto* floats : {&scale, &offset, &weights, &bias}) {
    for (float& value : *floats) value = real() * (floats == &scale ? 1e-3f : 10.0f);
  }
  std::vector<std::int16_t> word(kWidth);
  for (auto& value : word) value = static_cast<std::int16_t>(static_cast<int>(random() % 60001) - 30000);
  std::vector<std::int8_t> row(kWidth);
  for (auto& value : row) value = static_cast<std::int8_t>(random());
  std::vector<std::uint8_t> bytes(rows * kWidth), active(kWidth);
  const LayerFunctions layers = layer_functions(kind);
  layers.add_row(row.data(), kWidth, word.data());
  layers.activate(word.data(), kWidth, 137, active.data());
  layers.requantise(sums.data(), rows, kWidth, scale.data(), offset.data(), bytes.data());
  layers.score(sums.data(), rows, kWidth, scale.data(), offset.data(), weights.data(), bias.data(),
               scores.data());
  std::string all(active.begin(), active.end());
  all.append(bytes.begin(), bytes.end());
  return all.append(reinterpret_cast<const char*>(scores.data()), scores.size() * sizeof(float));
}

TEST(Layers, GiveTheSameBytesOnEveryProcessor) {
  for (const std::uint32_t rows : {1u, 3u, 4u, 9u}) {
    const std::string want = layers_of(DenseKind::Scalar, rows);
    for (const DenseKind kind : {DenseKind::Avx2, DenseKind::Vnni}) {
      if (kind <= best_dense()) {
        EXPECT_EQ(layers_of(kind, rows), want) << "kind " << static_cast<int>(kind) << ", rows " << rows;
      }
    }
  }
}

/// The same words come again and again: behind other words and marks, at the beginning and the end of a
/// sentence, and in headlines.
TEST(NamesNetwork, FindsWithAMemoryWhatItFindsWithout) {
  const NamesModel model(kModel);
  RegionMemory memory(12);  // small, so that most is forgotten again
  NamesNetwork with(model, best_dense(), &memory), without(model);
  constexpr const char* kParts[] = {" in the of Maria Keller by the",
                                    " in the of NATO by the",
                                    " on Porto,",
                                    " IBM's",
                                    " Maria Keller",
                                    " Siemens and Bank",
                                    " NATO",
                                    " said they flew",
                                    " when that went",
                                    " the",
                                    " of",
                                    " 12",
                                    " \"",
                                    " (",
                                    ")",
                                    ".",
                                    ","};
  std::mt19937 random(5);
  std::size_t names = 0;
  for (int round = 0; round < 10000; ++round) {
    std::string text;
    for (std::size_t parts = 1 + random() % 8; parts > 0; --parts)
      text += kParts[random() % std::size(kParts)];
    std::vector<Piece> pieces;
    split_pieces(text, plain_tokens(text), pieces);
    const auto count = static_cast<std::uint32_t>(pieces.size());
    const auto begin = static_cast<std::uint32_t>(random() % 2 ? 0 : random() % count);
    const SentenceContext context = sentence_context(pieces, begin, count);
    std::vector<ModelHit> want, found;
    without.find(text, pieces, context, want);
    with.find(text, pieces, context, found);
    ASSERT_EQ(found, want) << text << " from piece " << begin;
    names += found.size();
  }
  EXPECT_GT(names, 1000u);
}

TEST(NamesNetwork, FindsNamesByContext) {
  TaggerOptions options;
  options.model_path = kModel;
  options.builtin_names = options.name_rules = false;
  const auto lines =
      shown("Yesterday Maria Keller, who works for Siemens, flew from Hamburg to Porto.", options);
  EXPECT_THAT(lines, testing::IsSupersetOf({"PERSON Maria Keller", "ORGANIZATION Siemens", "LOCATION Hamburg",
                                            "LOCATION Porto"}));
}

TEST(NamesNetwork, DoesNotDependOnWhatItSawBefore) {
  const NamesModel model(kModel);
  NamesNetwork used(model);
  const auto find = [&](NamesNetwork& network, std::string_view text) {
    std::vector<Piece> pieces;
    split_pieces(text, plain_tokens(text), pieces);
    std::vector<ModelHit> hits;
    network.find(text, pieces, sentence_context(pieces, 0, static_cast<std::uint32_t>(pieces.size())), hits);
    std::string line;
    for (const ModelHit& hit : hits)
      line +=
          std::to_string(hit.begin) + "-" + std::to_string(hit.end) + ":" + std::to_string(hit.score) + " ";
    return line;
  };
  const std::string_view text = "Anna Berg of Norway met Paul Winter in Lima";
  NamesNetwork fresh(model);
  const std::string want = find(fresh, text);
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) find(used, "Word" + std::to_string(random() % 100000) + " in Lima Norway");
  EXPECT_EQ(find(used, text), want);
  EXPECT_FALSE(want.empty());
}

TEST(NamesNetwork, TakesASentenceOfAHundredThousandNames) {
  TaggerOptions options;
  options.model_path = kModel;
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "Anna ";
  tagged(text, options);
}

}  // namespace
}  // namespace textmill::entity_tagger
