#!/usr/bin/env python3
"""Exact span F1 of numbers, dates and amounts on the cases of Recognizers-Text and duckling. Prints Markdown.

    bench/entity_numbers.py                             # English and the other languages, all families
    bench/entity_numbers.py --show datetime --language fr   # what differs, line by line

A line of these cases is gold for its own family only: what else the tagger finds there does not count. Counted are lines
whose gold is a plain mention: their upstream takes "before", "since" or "at" into the span, and currencies without an
amount; --all counts every line. Dates, times, ranges and repeated times are one kind, as upstream draws the line between
them differently. The cases are not part of the project: without them the program says so and ends.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LANGUAGES = {"en": "english-dev", "de": "other/german", "fr": "other/french", "es": "other/spanish", "pt": "other/portuguese"}
DATES = {"DATE": "date", "DATERANGE": "date", "DATETIME": "date", "DATETIMERANGE": "date", "TIME": "date",
         "TIMERANGE": "date", "SET": "date", "DURATION": "duration"}
FAMILIES = {  # of a case: the labels that count, and what they are compared as
    "datetime": DATES, "Time": DATES, "Duration": {"DURATION": "duration"},
    "currency": {"MONEY": "money"}, "AmountOfMoney": {"MONEY": "money"}, "percent": {"PERCENT": "percent"},
    "dimension": {"QUANTITY": "dimension"}, "Distance": {"QUANTITY": "dimension"}, "Volume": {"QUANTITY": "dimension"},
    "Quantity": {"QUANTITY": "dimension"}, "temperature": {"QUANTITY": "temperature"},
    "Temperature": {"QUANTITY": "temperature"}, "age": {"QUANTITY": "age"}, "ordinal": {"ORDINAL": "ordinal"},
    "Ordinal": {"ORDINAL": "ordinal"}, "number": {"CARDINAL": "number"}, "Numeral": {"CARDINAL": "number"},
    "phonenumber": {"PHONE": "phone"}, "ipaddress": {"IP": "ip"}}
KINDS = ["date", "duration", "money", "percent", "dimension", "temperature", "age", "ordinal", "number", "phone", "ip"]
RELATIONS = {  # words before an expression that the upstream takes into it
    "en": "before after since until till by at as later earlier more less than around about starting any in within on for "
          "through greater < > = same once the",
    "de": "vor nach seit bis ab um gegen ungefähr etwa mehr weniger als in im am an zur zum für innerhalb über unter der die das "
          "den dem spätestens frühestens",
    "fr": "avant après depuis jusqu'à jusqu'au jusqu vers à au dès environ plus moins que dans en le la les l' du des de pour "
          "pendant durant d'ici autour entre",
    "es": "antes después desde hasta hacia a al a partir más menos que en el la los las de del por para durante dentro "
          "alrededor sobre cerca entre",
    "pt": "antes depois desde até a ao à às aos partir mais menos que em no na nos nas o os as de do da por para durante dentro "
          "cerca aproximadamente entre"}
NUMBER_WORDS = {
    "en": "one two three four five six seven eight nine ten twenty thirty hundred half",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn zwanzig dreißig hundert halb",
    "fr": "un deux trois quatre cinq six sept huit neuf dix vingt trente cent demi mille",
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez veinte treinta cien medio mil",
    "pt": "um dois duas três quatro cinco seis sete oito nove dez vinte trinta cem meio mil"}


def is_plain(mention, family, language):
    words = re.findall(r"[\w'<>=]+", mention.lower())
    if words and words[0] in RELATIONS[language].split() and not mention.lower().startswith("the first"):
        return False
    if family in ("datetime", "Time", "Duration"):
        return True
    return bool(re.search(r"\d", mention)) or any(word in mention.lower() for word in NUMBER_WORDS[language].split())


def tag(textmill, cases, language, folder):
    source, pipeline, out = (os.path.join(folder, name) for name in ("cases.jsonl", "pipeline.yaml", "out.jsonl"))
    with open(source, "w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": case["id"], "text": case["text"]}, ensure_ascii=False) + "\n" for case in cases)
    with open(pipeline, "w", encoding="utf-8") as file:
        file.write("textmill: 1\nstages:\n  - use: segmenter\n  - use: entity-tagger\n    with: {model: false, "
                   f"language: {language}, types: [DATE, TIME, DURATION, MONEY, PERCENT, QUANTITY, CARDINAL, ORDINAL, PHONE, IP]}}\n")
    subprocess.run([textmill, "run", pipeline, source, "-o", out, "--layers", "entities", "--no-progress", "--quiet"], check=True)
    with open(out, encoding="utf-8") as file:
        return {row["id"]: row["layers"]["entities"] for row in map(json.loads, file)}


def score(cases, found, language, arguments):
    counts = collections.defaultdict(lambda: [0, 0, 0])  # gold, found, right
    for case in cases:
        family = FAMILIES.get(case["family"])
        if family is None:
            continue
        text = case["text"].encode()
        def mention(begin, end):
            return text[begin:end].decode()
        gold = {(b, e, family.get(label, "date" if label == "DATETIME" else None)) for b, e, label in case["entities"]}
        gold = {span for span in gold if span[2]}
        if not arguments.all and not all(is_plain(mention(b, e), case["family"], language) for b, e, _ in gold):
            continue
        ours = {(s["begin"], s["end"], family[s["label"]]) for s in found.get(case["id"], []) if s["label"] in family}
        for spans, place in ((gold, 0), (ours, 1), (gold & ours, 2)):
            for span in spans:
                counts[span[2]][place] += 1
        if arguments.show in (case["family"], *(kind for _, _, kind in gold | ours)) and gold != ours:
            shown = [" ".join(f"[{mention(b, e)}]{'' if kind != 'duration' else 'D'}" for b, e, kind in sorted(spans)) for spans in (gold, ours)]
            print(f"{shown[0] or '-'} | {shown[1] or '-'} | {case['text']}")
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textmill", default=os.path.join(ROOT, "build/release/bin/textmill"))
    parser.add_argument("--data", default=os.path.join(ROOT, "../shared/data/ner"))
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--all", action="store_true", help="count every line, also those that are no plain mention")
    parser.add_argument("--show", metavar="KIND", help="print the lines of a family or kind that differ: gold | found | text")
    arguments = parser.parse_args()
    if not os.path.isdir(arguments.data):
        print(f"skipped: the cases are not here: {arguments.data}")
        return
    sets = [(code, f"recognizers-text/{name}") for code, name in LANGUAGES.items()] + [("en", "duckling/english-dev")]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for language, name in sets:
            if arguments.language and language not in arguments.language:
                continue
            with open(os.path.join(arguments.data, name + ".jsonl"), encoding="utf-8") as file:
                cases = [json.loads(line) for line in file]
            rows.append((name, score(cases, tag(arguments.textmill, cases, language, folder), language, arguments)))
    print("| F1 (gold) | " + " | ".join(KINDS) + " |\n| --- |" + " ---: |" * len(KINDS))
    for name, counts in rows:
        cells = [f"{200 * right / (gold + ours):.1f} ({gold})" if gold else "" for gold, ours, right in (counts[kind] for kind in KINDS)]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    sys.exit(main())
