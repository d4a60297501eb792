#!/usr/bin/env python3
"""The layout of everything abi.h declares, one line each, and its comparison with a recorded release.

    layout.py HEADER CC                  prints "STRUCT.FIELD OFFSET SIZE", "ENUMERATOR VALUE", "MACRO VALUE"
    layout.py HEADER CC --against FILE   fails unless every recorded line still holds

A struct may grow at its end and nothing else may change, so every line of an older release is a line of every
later one; sizes of whole structs are not recorded, because tables grow.
"""
import os
import re
import subprocess
import sys
import tempfile


def without_comments(text):
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


def field_name(declaration):
    """The name a struct member declares: a plain one, a pointer or a function pointer."""
    pointer = re.search(r"\(\s*\*\s*(\w+)\s*\)\s*\(", declaration)
    if pointer:
        return pointer.group(1)
    return re.search(r"(\w+)\s*(\[[^\]]*\])?\s*$", declaration).group(1)


def members(body):
    depth = 0
    start = 0
    for at, char in enumerate(body):
        depth += char in "({"
        depth -= char in ")}"
        if char == ";" and depth == 0:
            declaration = body[start:at].strip()
            start = at + 1
            if declaration:
                yield declaration


def queries(header):
    text = without_comments(header)
    for struct in re.finditer(r"typedef struct (\w+) \{", text):
        depth, end = 1, struct.end()
        while depth:
            depth += text[end] == "{"
            depth -= text[end] == "}"
            end += 1
        for declaration in members(text[struct.end():end - 1]):
            name = field_name(re.sub(r"\{.*\}", "", declaration, flags=re.S))
            yield f"{struct.group(1)}.{name}", (
                f'printf("%zu %zu", offsetof({struct.group(1)}, {name}), sizeof((({struct.group(1)}*)0)->{name}))')
    for enum in re.finditer(r"typedef enum \w+ \{(.*?)\}", text, flags=re.S):
        for name in re.findall(r"(\w+)\s*=", enum.group(1)):
            yield name, f'printf("%lld", (long long){name})'
    for name, value in re.findall(r"^#define (TEXTMILL_\w+)[ \t]+(.+)$", text, flags=re.M):
        if name == "TEXTMILL_ABI_MINOR":
            continue
        if value.strip().startswith('"'):
            yield name, f'printf("%s", {name})'
        elif not value.startswith("__attribute__"):
            yield name, f'printf("%lld", (long long){name})'


def layout(header_file, compiler):
    header_file = os.path.abspath(header_file)
    header = open(header_file, encoding="utf-8").read()
    lines = "".join(f'  printf("{name} "); {query}; printf("\\n");\n' for name, query in queries(header))
    program = f'#include <stddef.h>\n#include <stdio.h>\n#include "{header_file}"\nint main(void) {{\n{lines}  return 0;\n}}\n'
    with tempfile.TemporaryDirectory() as folder:
        source, binary = f"{folder}/layout.c", f"{folder}/layout"
        open(source, "w", encoding="utf-8").write(program)
        subprocess.run([compiler, "-std=c11", source, "-o", binary], check=True)
        return subprocess.run([binary], check=True, capture_output=True, text=True).stdout.splitlines()


def main(arguments):
    now = layout(arguments[0], arguments[1])
    if len(arguments) < 4:
        print("\n".join(now))
        return 0
    recorded = open(arguments[3], encoding="utf-8").read().splitlines()
    lost = [line for line in recorded if line not in set(now)]
    for line in lost:
        name = line.split(" ")[0]
        is_now = next((other for other in now if other.split(" ")[0] == name), "gone")
        print(f"{arguments[3]}: '{line}' no longer holds; it is {is_now}", file=sys.stderr)
    print(f"{len(recorded)} recorded lines, {len(lost)} broken, {len(now) - len(recorded)} new")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
