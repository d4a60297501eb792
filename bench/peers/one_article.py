#!/usr/bin/env python3
"""Wall time of one article through the four plugins, with what a start costs, beside wink-nlp doing the like.

    bench/peers/one_article.py build/release [--runs 41] [--text FILE]

Prints a Markdown table of medians. The programs take turns, so that other work on the machine meets all of them;
`chrt -f 50` in front keeps most of it away. Textmill runs from a fresh copy: what a linker has just written lies
scattered in the page cache, which costs a start several milliseconds that no installed program has.
wink-nlp is left out, with a message, where node or the packages of package.json (npm install here) are missing.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
STAGES = ("segmenter", "keyword-density", "entity-tagger", "summarizer")


def fresh_copy(build, folder):
    for part in ("bin", "lib"):
        shutil.copytree(os.path.join(build, part), os.path.join(folder, part))
    return os.path.join(folder, "bin/textmill")


def pipeline(folder, stages):
    path = os.path.join(folder, f"{len(stages)}.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("textmill: 1\nstages:\n" + "".join(f"  - use: {stage}\n" for stage in stages))
    return path


def hello(folder):
    path = os.path.join(folder, "hello")
    subprocess.run(["g++", "-O2", "-x", "c++", "-", "-o", path], check=True,
                   input=b'#include <iostream>\nint main() { std::cout << "hello\\n"; }')
    return path


def wink(text):
    """The command, or nothing if it cannot run."""
    node = shutil.which("node")
    if not node:
        print("wink-nlp is left out: there is no node", file=sys.stderr)
        return None
    command = [node, os.path.join(HERE, "wink_four.cjs"), text]
    if subprocess.run(command, capture_output=True).returncode != 0:
        print(f"wink-nlp is left out: it cannot be loaded; npm install in {HERE}", file=sys.stderr)
        return None
    return command


def milliseconds(command, nothing):
    actions = [(os.POSIX_SPAWN_DUP2, nothing, 1), (os.POSIX_SPAWN_DUP2, nothing, 2)]
    start = time.monotonic()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status = os.waitpid(child, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with status {status}")
    return 1000 * wall


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--runs", type=int, default=41)
    parser.add_argument("--text", default=os.path.join(ROOT, "tests/fixtures/article.txt"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "wb") as nothing:
        textmill = fresh_copy(os.path.abspath(arguments.build), folder)
        over = lambda stages: [textmill, "run", pipeline(folder, stages), arguments.text, "--output", "-"]
        programs = {"a C++ hello world": [hello(folder)], "textmill --version": [textmill, "--version"],
                    "segmenter": over(STAGES[:1]), "all four": over(STAGES), "wink-nlp": wink(arguments.text)}
        programs = {name: command for name, command in programs.items() if command}
        times = {name: [] for name in programs}
        for _ in range(arguments.runs):
            for name, command in programs.items():
                times[name].append(milliseconds(command, nothing.fileno()))
        size = os.path.getsize(arguments.text) / 1000
        print(f"| one article of {size:.1f} kB | wall ms | wink-nlp takes |\n| --- | ---: | ---: |")
        medians = {name: statistics.median(values) for name, values in times.items()}
        for name, value in medians.items():
            ratio = f"{medians['wink-nlp'] / value:.1f} times as long" if "wink-nlp" in medians else ""
            print(f"| {name} | {value:.1f} | {ratio} |")


if __name__ == "__main__":
    main()
