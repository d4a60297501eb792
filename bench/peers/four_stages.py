#!/usr/bin/env python3
"""The four plugins over a corpus, one core, beside wink-nlp's four stages. Prints Markdown, medians.

    bench/peers/four_stages.py build/release --corpus FILE.jsonl [--runs 5]

Of Textmill the processor time of the whole program counts, file to file, start included; of wink-nlp what it spends inside
its stages, with arrays taken out once. Its entities are dates, amounts, addresses: it has no names.
wink-nlp is left out, with a message, where node or the packages of package.json (npm install here) are missing.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

from one_article import STAGES, wink

SETTINGS = {"rules and lists, all layers written": ("{model: false}", ""),
            "rules and lists, layers entities and summary written": ("{model: false}", "output: {layers: [entities, summary]}\n"),
            "with the names model, all layers written": ("{}", "")}


def ours(build, corpus, folder, tagger, output):
    pipeline, out = (os.path.join(folder, name) for name in ("four.yaml", "out.jsonl"))
    with open(pipeline, "w", encoding="utf-8") as file:
        file.write("textmill: 1\nstages:\n" + "".join(
            f"  - use: {stage}\n    with: {tagger if stage == 'entity-tagger' else '{}'}\n" for stage in STAGES) + output)
    child = subprocess.Popen([os.path.join(build, "bin/textmill"), "run", pipeline, corpus, "--output", out, "--workers", "1",
                              "--isolation", "thread", "--no-progress", "--quiet"])
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 5):
        sys.exit("textmill failed")
    with open(out + ".run/run.json", encoding="utf-8") as report:
        return json.load(report)["text_bytes"] / 1e6 / (usage.ru_utime + usage.ru_stime)


def theirs(command):
    ran = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return ran["megabytes"] / ran["seconds"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    command = wink(os.path.abspath(arguments.corpus))
    with tempfile.TemporaryDirectory() as folder:
        speeds = {name: [] for name in SETTINGS}
        peer = []
        for _ in range(arguments.runs):  # in turn, so that other work on the machine meets all of them
            for name, setting in SETTINGS.items():
                speeds[name].append(ours(os.path.abspath(arguments.build), arguments.corpus, folder, *setting))
            if command:
                peer.append(theirs(command))
    print("| four stages, one core | MB/s | times wink-nlp |\n| --- | ---: | ---: |")
    for name, values in speeds.items():
        ratio = f"{statistics.median(values) / statistics.median(peer):.1f}" if peer else ""
        print(f"| {name} | {statistics.median(values):.1f} | {ratio} |")
    if peer:
        print(f"| wink-nlp | {statistics.median(peer):.2f} | 1 |")


if __name__ == "__main__":
    main()
