"""OpenNLP's name finder as a peer: Debian's package `opennlp`, its command line, and a model trained here with OpenNLP's
own defaults on `_merged/train.jsonl`, once. Sentences are those of the gold lines; tokens are handed over ready, so that
only the name finder is measured.
"""
import json
import os
import re
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {"PER": "PERSON", "ORG": "ORGANIZATION", "LOC": "LOCATION"}
TOKEN = re.compile(r"\w+(?:[.&'’-]\w+)*\.?(?=\s|$|\W)|[^\w\s]")
HEAP = dict(os.environ, JAVA_TOOL_OPTIONS="-Xmx3g")


def install():
    """True if the program is there or could be installed."""
    if shutil.which("opennlp") is None and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "opennlp"], capture_output=True)
    return shutil.which("opennlp") is not None


def tokens(text):
    """Byte spans of words and marks; a full stop at the end of the text stands alone."""
    spans = []
    for match in TOKEN.finditer(text):
        begin, end = match.span()
        if text[begin:end].endswith(".") and end - begin > 1 and (end == len(text) or text[begin:end - 1].islower()):
            spans += [(begin, end - 1), (end - 1, end)]
        else:
            spans.append((begin, end))
    return [(len(text[:b].encode()), len(text[:e].encode())) for b, e in spans]


def train(data, model):
    path = model + ".txt"
    with open(os.path.join(data, "ner/_merged/train.jsonl"), encoding="utf-8") as source, open(path, "w", encoding="utf-8") as out:
        for row in map(json.loads, source):
            text, words = row["text"].encode(), tokens(row["text"])
            begins = {b: (e, TYPES[t]) for b, e, t in row["entities"] if t in TYPES}
            line, end = [], None
            for b, e in words:
                if end is None and b in begins:
                    end = begins[b][0]
                    line.append(f"<START:{begins[b][1].lower()}>")
                line.append(text[b:e].decode())
                if end is not None and e >= end:
                    line.append("<END>")
                    end = None
            if line and end is None:
                out.write(" ".join(line) + "\n")
    subprocess.run(["opennlp", "TokenNameFinderTrainer", "-lang", "en", "-model", model, "-data", path, "-encoding", "UTF-8"],
                   check=True, capture_output=True, env=HEAP)
    os.remove(path)


def tag(gold, out, data):
    """Writes the names of the lines of `gold` to `out` and gives the seconds the finder ran, loading aside."""
    model = os.path.join(HERE, "node_modules", "opennlp-names.bin")
    if not os.path.exists(model):
        train(data, model)
    with open(gold, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    lines = [[row["text"].encode()[b:e].decode() for b, e in tokens(row["text"])] for row in rows]
    ran = subprocess.run(["opennlp", "TokenNameFinder", model], input="\n".join(" ".join(line) or "." for line in lines) + "\n",
                         capture_output=True, text=True, check=True, env=HEAP)
    found = [line for line in ran.stdout.split("\n") if line.strip()]
    with open(out, "w", encoding="utf-8") as file:
        for row, line in zip(rows, found):
            spans, names, label, start = tokens(row["text"]), [], None, 0
            at = 0
            for word in line.split():
                if word.startswith("<START:"):
                    label, start = word[7:-1].upper(), at
                elif word == "<END>":
                    names.append({"begin": spans[start][0], "end": spans[at - 1][1], "label": label})
                else:
                    at += 1
            file.write(json.dumps({"id": row["id"], "offsets": "byte", "layers": {"entities": names}}) + "\n")
    runtime = re.search(r"Runtime: ([\d.]+)s", ran.stdout + ran.stderr)
    return float(runtime.group(1))
