#!/usr/bin/env python3
"""Compares a plugin with what else can be installed, in one run on one machine. Prints Markdown.

    bench/peers/compare.py summaries  [--textmill build/release/bin/textmill] [--data ../shared/data]
    bench/peers/compare.py keyphrases [...]
    bench/peers/compare.py entities   [...]    # test.jsonl of each set if it is there: the shipped model has
                                               # learned from most dev.jsonl, whose figures say little

The peers are npm packages (package.json), installed into this folder at the first run, and Debian's opennlp, installed
if the user is root. Needs node and npm.
The texts and the scorer are not part of the project: without the folder the comparison is skipped.
Speed is MB of text in a second inside the peer's call, or of the stage's processor time; the median of --runs runs.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

import opennlp

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KINDS = {
    "summaries": {
        "folder": "summarization", "metric": "summary", "stage": "summarizer", "figure": r"ROUGE-1 ([\d.]+)",
        "peers": ["ts-textrank", "lexrank", "wink-nlp", "node-summarizer"],
        "sets": [("cnndm", 3, "{sentences: 3}"), ("gumsum", 3, "{sentences: 3}"), ("scitldr", 1, "{sentences: 1}"),
                 ("opinosis", 2, "{sentences: 2}")]},
    "keyphrases": {
        "folder": "keywords", "metric": "keyphrases", "stage": "keyword-density", "figure": r"F1@10 ([\d.]+)",
        "peers": ["keyword-extractor", "retext-keywords", "rake-js"],
        "sets": [("inspec", 10, "{}"), ("semeval2017", 10, "{}"), ("kpcrowd500", 10, "{find: words}")]},
    "entities": {
        "folder": "ner", "metric": "entities", "stage": "entity-tagger", "figure": r"entities: .*F1 ([\d.]+)",
        "peers": ["compromise", "opennlp"],
        "sets": [(name, 0, "{types: [PERSON, ORGANIZATION, LOCATION]}") for name in ("uner-en-ewt", "wnut17", "gum", "btc")]},
}


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def lead(gold, number, out):
    """The first sentences of the text, as the set cuts it."""
    with open(out, "w", encoding="utf-8") as file:
        for row in rows(gold):
            spans = [{"begin": b, "end": e} for b, e in row["spans"][:number]]
            file.write(json.dumps({"id": row["id"], "offsets": "byte", "layers": {"summary": spans}}) + "\n")


class Comparison:
    def __init__(self, kind, arguments, folder):
        self.kind, self.arguments, self.folder = KINDS[kind], arguments, folder
        self.scorer = os.path.join(arguments.data, "..", "tools", "score.py")

    def score(self, gold, out):
        command = [arguments_python(), self.scorer, self.kind["metric"], gold, out]
        if self.kind["metric"] == "entities":
            command += ["--map", os.path.join(self.arguments.data, "ner", "type_map.json"), "--types", "PER,LOC,ORG",
                        "--set", os.path.basename(os.path.dirname(gold))]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        found = re.search(self.kind["figure"], ran.stdout)
        return float(found.group(1)) if found else float("nan")

    def peer(self, name, gold, number, megabytes, scored=True):
        out = os.path.join(self.folder, "out.jsonl")
        seconds = []
        if name == "opennlp":
            if not opennlp.install():
                return None
            seconds = [opennlp.tag(gold, out, self.arguments.data) for _ in range(self.arguments.runs)]
            return self.score(gold, out) if scored else 0, megabytes / statistics.median(seconds)
        for _ in range(self.arguments.runs):
            ran = subprocess.run(["node", os.path.join(HERE, "peers.mjs"), name, gold, out, str(number)],
                                 capture_output=True, text=True)
            if ran.returncode != 0:
                return None
            seconds.append(json.loads(ran.stdout.splitlines()[-1])["seconds"])
        return self.score(gold, out) if scored else 0, megabytes / statistics.median(seconds)

    def ours(self, gold, options, megabytes, scored=True):
        pipeline, out = (os.path.join(self.folder, name) for name in ("bench.yaml", "ours.jsonl"))
        with open(pipeline, "w", encoding="utf-8") as file:
            file.write(f"textmill: 1\nstages:\n  - use: segmenter\n  - use: {self.kind['stage']}\n    with: {options}\n")
        seconds = []
        for _ in range(self.arguments.runs):
            subprocess.run([self.arguments.textmill, "run", pipeline, gold, "--output", out, "--workers", "1",
                            "--isolation", "thread", "--no-progress", "--quiet"], check=True, capture_output=True)
            with open(out + ".run/run.json", encoding="utf-8") as file:
                seconds.append(json.load(file)["stages"][1]["cpu_seconds"])
        return self.score(gold, out) if scored else 0, megabytes / statistics.median(seconds)

    def run(self):
        table = {}
        for name, number, options in self.kind["sets"]:
            gold = os.path.join(self.arguments.data, self.kind["folder"], name, "test.jsonl")
            if self.kind["metric"] != "entities" or not os.path.exists(gold):
                gold = os.path.join(os.path.dirname(gold), "dev.jsonl")
            megabytes = sum(len(row["text"].encode()) for row in rows(gold)) / 1e6
            results = {"**textmill**": self.ours(gold, options, megabytes)}
            if self.kind["metric"] == "summary":
                out = os.path.join(self.folder, "lead.jsonl")
                lead(gold, number, out)
                results["first sentences"] = (self.score(gold, out), None)
            for peer in self.kind["peers"]:
                results[peer] = self.peer(peer, gold, number, megabytes)
            for system, result in results.items():
                table.setdefault(system, {})[name] = result
        self.print(table)
        if self.kind["metric"] == "entities":
            self.print_speeds()

    def print_speeds(self, megabytes=2):
        """Lines of a set are too short to tell a speed by: all sets as documents of 5 kB, 2 MB of them."""
        lines = [row["text"] for name, _, _ in self.kind["sets"]
                 for row in rows(os.path.join(self.arguments.data, "ner", name, "dev.jsonl"))]
        source, single = (os.path.join(self.folder, name) for name in ("documents.jsonl", "lines.jsonl"))
        size = used = 0
        with open(source, "w", encoding="utf-8") as documents, open(single, "w", encoding="utf-8") as sentences:
            text = []
            while size < megabytes * 1e6:
                line = lines[used % len(lines)]
                used += 1
                text.append(line)
                size += len(line.encode()) + 1
                sentences.write(json.dumps({"id": str(size), "text": line}) + "\n")
                if sum(map(len, text)) > 5000:
                    documents.write(json.dumps({"id": str(size), "text": "\n".join(text)}) + "\n")
                    text = []
        speeds = {"**textmill**": self.ours(source, self.kind["sets"][0][2], size / 1e6, scored=False)}
        for peer in self.kind["peers"]:
            speeds[peer] = self.peer(peer, single if peer == "opennlp" else source, 0, size / 1e6, scored=False)
        print("\n| over documents of 5 kB | MB/s |\n| --- | ---: |")
        for system, result in speeds.items():
            print(f"| {system} | {result[1]:.2f} |" if result else f"| {system} | fails |")

    def print(self, table):
        sets = [name for name, _, _ in self.kind["sets"]]
        print("| | " + " | ".join(sets) + " | MB/s |\n| --- |" + " ---: |" * (len(sets) + 1))
        for system, results in table.items():
            figures = [f"{results[s][0]:.1f}" if results[s] else "fails" for s in sets]
            speeds = [results[s][1] for s in sets if results[s] and results[s][1]]
            print(f"| {system} | " + " | ".join(figures) + f" | {statistics.median(speeds):.2f} |"
                  if speeds else f"| {system} | " + " | ".join(figures) + " | |")


def arguments_python():
    """Debian's python3, which has python3-stemmer, where there is one."""
    return "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--textmill", default=os.path.join(ROOT, "build/release/bin/textmill"))
    parser.add_argument("--data", default=os.path.join(ROOT, "../shared/data"))
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    if not os.path.isdir(arguments.data):
        print(f"skipped: the texts are not here: {arguments.data}")
        return
    if not os.path.isdir(os.path.join(HERE, "node_modules")):
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=HERE, check=True)
    with tempfile.TemporaryDirectory() as folder:
        Comparison(arguments.kind, arguments, folder).run()


if __name__ == "__main__":
    main()
