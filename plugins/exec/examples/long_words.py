#!/usr/bin/env python3
"""A stage in Python: marks long words, and tells how many there are and where one is too long.

A pipeline uses it with

    - use: exec
      with: {command: python3, script: long_words.py, layers: [tokens], arguments: ["8"]}

Each line on standard input is a document; each line on standard output is what there is to say about it. Anything
else the program has to say goes to standard error.
"""
import json
import sys


def answer(document, least):
    text = document["text"]
    marks, findings = [], []
    for token in document["layers"].get("tokens", []):
        begin, end = token["begin"], token["end"]
        if token.get("label") != "word" or end - begin < least:
            continue
        marks.append({"begin": begin, "end": end, "label": "long", "score": (end - begin) / 100,
                      "value": text[begin:end].lower()})
        if end - begin > 20:
            findings.append({"begin": begin, "end": end, "rule": "too-long", "message": "nobody reads this word"})
    return {"marks": marks, "findings": findings, "attributes": {"number": len(marks)}}


def main():
    least = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), least)), flush=True)


main()
