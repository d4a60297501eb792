#!/usr/bin/env python3
"""Runs a pipeline over many small documents and watches the memory: it must stay flat.

    bench/soak.py BUILD_DIR [PIPELINE] [--documents 10000000] [--isolation thread] [--workers 2]

The documents come through a pipe and have no ids of their own. Prints the resident memory of the program and its
worker processes at every tenth of the way, as Markdown; exits with 1 if it has grown by more than a tenth, and by
more than 4 MB, between the second tenth and the end.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BLOCK = 1000  # documents that are written at once


def sentences():
    text = open(os.path.join(ROOT, "tests/fixtures/article.txt"), encoding="utf-8").read()
    return [line for line in text.replace("\n", " ").split(". ") if 20 < len(line) < 200]


def blocks(count):
    """Blocks of JSON Lines; a hundred different ones, in turn."""
    random.seed(20261125)
    pool = [line.replace("\\", "").replace('"', "'") for line in sentences()]
    kinds = ["".join('{"text":"' + ". ".join(random.choices(pool, k=random.randint(1, 3))) + '."}\n' for _ in range(BLOCK))
             .encode() for _ in range(100)]
    for number in range(count // BLOCK):
        yield kinds[number % len(kinds)]


def family(pid):
    yield pid
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as children:
            for child in children.read().split():
                yield from family(child)


def memory_mb(pid):
    """Resident memory, pages that processes share counted once."""
    total = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/smaps_rollup", encoding="ascii") as rollup:
                total += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        except OSError:
            pass  # it has just ended
    return total / 1000


def feed(child, documents, progress):
    for block in blocks(documents):
        child.stdin.write(block)
        progress[0] += BLOCK
    child.stdin.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("pipeline", nargs="?", default="article-audit")
    parser.add_argument("--documents", type=int, default=10_000_000)
    parser.add_argument("--isolation", default="thread", choices=["thread", "process"])
    parser.add_argument("--workers", default="2")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        child = subprocess.Popen(
            [os.path.abspath(os.path.join(arguments.build, "bin/textmill")), "run", arguments.pipeline, "-", "--output", "/dev/null",
             "--format", "jsonl", "--quiet", "--isolation", arguments.isolation, "--workers", arguments.workers],
            stdin=subprocess.PIPE, cwd=folder)
        progress, samples, start = [0], [], time.monotonic()
        threading.Thread(target=feed, args=(child, arguments.documents, progress), daemon=True).start()
        print("| documents | seconds | MB |\n| ---: | ---: | ---: |", flush=True)
        while child.poll() is None:
            if progress[0] >= (len(samples) + 1) * arguments.documents / 10:
                samples.append(memory_mb(child.pid))
                print(f"| {progress[0]} | {time.monotonic() - start:.0f} | {samples[-1]:.1f} |", flush=True)
            time.sleep(0.02)
    if child.returncode != 0 or len(samples) < 9:
        sys.exit(f"the run ended with {child.returncode} after {len(samples)} samples")
    grown = samples[8] - samples[1]  # the last one may be of a process that is ending
    print(f"\nFrom the second tenth to the ninth: {grown:+.1f} MB.")
    sys.exit(grown > max(4, 0.1 * samples[1]))


if __name__ == "__main__":
    main()
