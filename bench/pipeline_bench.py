#!/usr/bin/env python3
"""Measures the whole program, paired and as medians, against ICU's word + sentence iterators in the same run.

    bench/pipeline_bench.py BUILD_DIR [--corpus FILE.jsonl] [--runs 5]

BUILD_DIR is a release build with TEXTMILL_BENCH on (preset release). Without --corpus a corpus is made of the
paragraphs of tests/fixtures/article.txt: fine for ratios, poor in words. Prints Markdown.
"""
import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EMPTY_MB = 150
PAIRED_MB = 40  # a start and the last wait for the disk are the same for any number of workers
STAGES = ["segmenter", "keyword-density", "entity-tagger", "summarizer"]


def make_corpus(path, megabytes):
    paragraphs = open(os.path.join(ROOT, "tests/fixtures/article.txt"), encoding="utf-8").read().split("\n\n")
    random.seed(20261125)
    size = number = 0
    with open(path, "w", encoding="utf-8") as out:
        while size < megabytes * 1e6:
            text = "\n\n".join(random.choices(paragraphs, k=random.randint(10, 25)))
            out.write(json.dumps({"id": f"doc-{number}", "text": text}, ensure_ascii=False) + "\n")
            size += len(text)
            number += 1


class Bench:
    def __init__(self, build, corpus, runs, folder):
        self.textmill = os.path.join(build, "bin/textmill")
        self.plugin = os.path.join(build, "bench/yardstick.so")
        self.corpus, self.runs, self.folder = corpus, runs, folder

    def pipeline(self, stages, with_options=""):
        path = os.path.join(self.folder, "bench.yaml")
        with open(path, "w", encoding="utf-8") as out:
            out.write("textmill: 1\nstages:\n" + "".join(f"  - use: {s}\n" for s in stages) + with_options)
        return path

    @contextlib.contextmanager
    def repeated(self, megabytes):
        """For its time the corpus is as large as that: what is fast needs more to do."""
        once, self.corpus = self.corpus, os.path.join(self.folder, "repeated.jsonl")
        with open(once, "rb") as source, open(self.corpus, "wb") as out:
            lines = source.read()
            for _ in range(int(megabytes * 1e6 / len(lines)) + 1):
                out.write(lines)
        yield
        os.remove(self.corpus)
        self.corpus = once

    def run(self, *arguments):
        """Wall and processor seconds and peak memory (MB) of one run of the program."""
        start = time.monotonic()
        child = subprocess.Popen([self.textmill, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        messages = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 5):
            sys.exit(messages.decode())
        return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000

    def over_corpus(self, stages, *more, options=""):
        output = os.path.join(self.folder, "out.jsonl")
        if os.path.exists(output):
            os.remove(output)  # or the run would pay for freeing its blocks
        figures = self.run("run", self.pipeline(stages, options), self.corpus, "--plugin", self.plugin, "--output", output,
                           "--no-progress", "--quiet", *more)
        with open(output + ".run/run.json", encoding="utf-8") as report:
            return figures, json.load(report)


def median(values):
    return statistics.median(values)


def stage_table(bench):
    costs, whole = {}, []
    for _ in range(bench.runs):
        (_, cpu, _), report = bench.over_corpus(["icu-yardstick", *STAGES], "--workers", "1", "--isolation", "thread")
        megabytes = report["text_bytes"] / 1e6
        for stage in report["stages"]:
            costs.setdefault(stage["id"], []).append(megabytes / stage["cpu_seconds"])
        yard = report["stages"][0]["cpu_seconds"]
        stages = sum(s["cpu_seconds"] for s in report["stages"][1:])
        whole.append((megabytes / (cpu - yard), (cpu - yard - stages) / (cpu - yard), megabytes / yard))
    y = median(costs["icu-yardstick"])
    print("| stage, one core | MB/s | times Y |\n| --- | ---: | ---: |")
    for stage, speeds in costs.items():
        print(f"| {stage} | {median(speeds):.1f} | {median(speeds) / y:.2f} |")
    print(f"| all four, file to file (all layers written) | {median(w[0] for w in whole):.1f} | "
          f"{median(w[0] / w[2] for w in whole):.2f} |")
    print(f"\nThe host's own share of the processor time of that run: {100 * median(w[1] for w in whole):.1f} %.\n")
    return y


def host_table(bench, y):
    def speed(stages, *more, which=1, options=""):
        values = []
        for _ in range(bench.runs):
            figures, report = bench.over_corpus(stages, *more, options=options)
            values.append((report["text_bytes"] / 1e6 / figures[which], figures[2]))
        return median(v[0] for v in values), max(v[1] for v in values)

    text_out = "output: {text: true}\n"
    one = ["--workers", "1", "--isolation", "thread"]
    with bench.repeated(EMPTY_MB):
        rows = [(f"an empty stage, text in and out, thread, 1 worker (per {second} second)",
                 speed(["empty"], *one, which=which, options=text_out)) for which, second in ((1, "CPU"), (0, "wall"))]
    with bench.repeated(PAIRED_MB):
        for isolation in ("thread", "process"):
            for workers in ("1", "2"):
                rows.append((f"four stages, {isolation}, {workers} worker(s) (per wall second)",
                             speed(STAGES, "--workers", workers, "--isolation", isolation, which=0)))
    print("| host | MB/s | times Y | peak MB |\n| --- | ---: | ---: | ---: |")
    for name, (value, memory) in rows:
        print(f"| {name} | {value:.1f} | {value / y:.2f} | {memory:.0f} |")
    print()


def start_table(bench):
    article = os.path.join(ROOT, "tests/fixtures/article.txt")
    rows = [("textmill --version", ["--version"]),
            ("article-audit on one article", ["run", "article-audit", article, "--format", "jsonl"])]
    print("| start | wall ms |\n| --- | ---: |")
    for name, arguments in rows:
        print(f"| {name} | {1000 * median(bench.run(*arguments)[0] for _ in range(4 * bench.runs)):.1f} |")
    hello = os.path.join(bench.folder, "hello")
    subprocess.run(["g++", "-O2", "-x", "c++", "-", "-o", hello], check=True,
                   input=b'#include <iostream>\nint main() { std::cout << "hello\\n"; }')
    bench.textmill = hello
    print(f"| a C++ hello world | {1000 * median(bench.run()[0] for _ in range(4 * bench.runs)):.1f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--corpus")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = arguments.corpus or os.path.join(folder, "corpus.jsonl")
        if not arguments.corpus:
            make_corpus(corpus, 20)
        bench = Bench(os.path.abspath(arguments.build), os.path.abspath(corpus), arguments.runs, folder)
        y = stage_table(bench)
        host_table(bench, y)
        start_table(bench)


if __name__ == "__main__":
    main()
