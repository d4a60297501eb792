#!/usr/bin/env python3
"""Every message in the tables of docs/errors.md is one that the sources can make: errors_test.py SOURCE_FOLDER"""
import glob
import re
import sys

root = sys.argv[1]
sources = ""
for pattern in ("host/src/**/*.cpp", "host/src/**/*.hpp", "plugins/exec/src/*.cpp"):
    for name in glob.glob(root + "/" + pattern, recursive=True):
        with open(name, encoding="utf-8") as file:
            # Literals that follow each other are one; a quote in one is a quote.
            sources += re.sub(r'"\s*\n\s*"', "", file.read()).replace('\\"', '"').replace("\\n", "\n")

wrong = rows = 0
with open(root + "/docs/errors.md", encoding="utf-8") as catalogue:
    for number, line in enumerate(catalogue, 1):
        message = re.match(r"\| `(.+?)` \|", line)
        if not message:
            continue
        rows += 1
        for piece in message.group(1).split("…"):
            if piece and piece.rstrip() not in sources:
                print(f"docs/errors.md:{number}: no source says '{piece}'", file=sys.stderr)
                wrong += 1
print(f"{rows} messages, {wrong} that nothing says")
sys.exit(1 if wrong or rows < 40 else 0)
