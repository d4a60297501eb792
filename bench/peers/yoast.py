#!/usr/bin/env python3
"""Holds `mode: yoast` against the package it reproduces, over texts made of one mark, tag or entity each.

    bench/peers/yoast.py [--textmill build/release/bin/textmill] [--show 20]

Runs yoastseo (npm, GPL-3; installed into this folder at the first run, never part of the build) from outside and
prints how many texts give the same count, density and verdict, and those that differ. Needs node and npm.
"""
import argparse
import json
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PHRASES = ["solar panel", "lena", "baker's oven", "state-of-the-art tools", "C#", "Node.js", "AT&T", '"solar panel"',
           "café menu", "24/7 support", "how to decorate a room", "US visit", "20 years", "rock 'n' roll"]
AROUND = ["{}", "{}s", "{}'s", "{}’s", "({})", '"{}"', "“{}”", "‘{}’", "«{}»", "[{}]", "{}.", "{},", "{}!", "{}?", "{};", "{}:",
          "{}…", "{}*", "*{}*", "{}+", "{}%", "${}", "#{}", "@{}", "{}'", "{}_", "{}/{}", "{}.{}", "3.{}", "{} {}", "{} – {}",
          "{}—{}", "{}&mdash;{}", "{}&nbsp;x", "{}&#39;s", "&quot;{}&quot;", "&lt;{}&gt;", "<b>{}</b>", "<b>{}</b>s", "{}<br>{}",
          "{}®", "{}😀", "• {}", "{} 2.0"]
TAGS = ["p", "h1", "h2", "h3", "li", "blockquote", "div", "pre", "code", "td", "script", "style", "figcaption", "section", "dt",
        "address", "summary", "button", "a", "nav", "kbd", "q", "samp", "textarea", "sup", "iframe", "noscript", "title", "label",
        "del", "span"]
BETWEEN = [".", "!", "?", "...", "…", ";", ":", "<br>", "<br><br>", ". <i>", " Dr.", " J.", " p.m.", " etc.", ".”", "!”", ".)"]
VERDICTS = {4: {"none", "under"}, 9: {"good"}, -10: {"over"}, -50: {"way_over"}}


def texts():
    for phrase in PHRASES:
        bare = phrase.strip('"')
        for form in AROUND:
            around = form.replace("{}", bare)
            yield phrase, f"<p>Our {around} is here today. Then more.</p>"
            yield phrase, f"<p>Today we see {around}</p><p>Then more.</p>"
    for tag in TAGS:
        yield "solar panel", f"<p>First comes this.</p><{tag}>The solar panel works.</{tag}><p>Last comes that.</p>"
    for mark in BETWEEN:
        for word in ("Panel", "panel"):
            yield "solar panel", f"<p>Our solar{mark} {word} is here.</p>"


def rows(path):
    with open(path, encoding="utf-8") as file:
        return {row["id"]: row for row in map(json.loads, file)}


def differs(theirs, attributes):
    ours = {name: attributes.get("keyword_density." + name) for name in ("count", "density", "verdict")}
    if ours["verdict"] == "no_input" and theirs["count"] == 0:
        return False
    same = (theirs["count"] == ours["count"] and abs((theirs["density"] or 0) - (ours["density"] or 0)) < 0.01
            and ours["verdict"] in VERDICTS[theirs["score"]])
    return not same


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textmill", default=os.path.join(ROOT, "build/release/bin/textmill"))
    parser.add_argument("--show", type=int, default=20)
    arguments = parser.parse_args()
    if not os.path.isdir(os.path.join(HERE, "node_modules", "yoastseo")):
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=HERE, check=True)
    with tempfile.TemporaryDirectory() as folder:
        given, theirs, ours, pipeline = (os.path.join(folder, name) for name in ("in.jsonl", "yoast", "ours", "yoast.yaml"))
        with open(given, "w", encoding="utf-8") as file:
            for number, (phrase, text) in enumerate(texts()):
                file.write(json.dumps({"id": str(number), "lang": "en", "keyphrase": phrase, "text": text}) + "\n")
        with open(pipeline, "w", encoding="utf-8") as file:
            file.write("textmill: 1\nstages:\n  - use: segmenter\n  - use: keyword-density\n"
                       "    with: {mode: yoast, keyphrase_field: keyphrase, language_field: lang}\noutput: {layers: []}\n")
        subprocess.run(["node", os.path.join(HERE, "yoast.cjs"), given, theirs], check=True)
        subprocess.run([arguments.textmill, "run", pipeline, given, "--output", ours, "--format", "jsonl", "--no-progress", "--quiet"],
                       check=True)
        texts_given, said, found = rows(given), rows(theirs), rows(ours)
    different = [i for i, row in said.items() if differs(row, found[i]["attributes"])]
    print(f"{len(said) - len(different)} of {len(said)} texts agree")
    for i in different[:arguments.show]:
        print(f"{texts_given[i]['keyphrase']!r} in {texts_given[i]['text']!r}: {said[i]['count']}, here "
              f"{found[i]['attributes'].get('keyword_density.count')}")


if __name__ == "__main__":
    main()
