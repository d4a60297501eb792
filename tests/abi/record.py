#!/usr/bin/env python3
"""Records the contract as it is now, for all later versions to be held against: run it when a release is made.

    record.py MINOR      writes tests/abi/1.MINOR: the header, its layout, the dump of abidw, and the fixture as a
                         library built for this machine
"""
import os
import platform
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SDK = os.path.join(HERE, "..", "..", "sdk")
CC = os.environ.get("CC", "cc")


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, cwd=HERE, **options)


def build_fixture(folder):
    library = os.path.join(folder, platform.machine(), "fixture.so")
    os.makedirs(os.path.dirname(library), exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        manifest = os.path.join(scratch, "manifest.c")
        with open(manifest, "w", encoding="utf-8") as source:
            source.write('__asm__(".section .textmill_manifest,\\"a\\"\\n.incbin \\"fixture.yaml\\"\\n.previous");\n')
        run(CC, "-std=c11", "-O1", "-fPIC", "-shared", "-fvisibility=hidden", "-I", folder, "-o", library,
            "fixture.c", manifest, "-s", "-Wl,--build-id", "-Wl,-z,defs",
            "-Wl,--version-script=" + os.path.join(SDK, "cmake", "plugin.map"))
    return library


def dump_types(folder):
    with tempfile.TemporaryDirectory() as scratch:
        library = os.path.join(scratch, "libeverything.so")
        run(CC, "-std=c11", "-g", "-ffile-prefix-map=" + os.path.join(ROOT, "") + "=", "-fPIC", "-shared", "-I", folder,
            "-o", library, os.path.join(HERE, "everything.c"))
        run("abidw", "--no-corpus-path", "--no-comp-dir-path", "--out-file", os.path.join(folder, "textmill.abi"),
            library)


def main(minor):
    folder = os.path.join(HERE, "1." + minor)
    os.makedirs(os.path.join(folder, "textmill"), exist_ok=True)
    header = os.path.join(folder, "textmill", "abi.h")
    shutil.copy(os.path.join(SDK, "include", "textmill", "abi.h"), header)
    with open(os.path.join(folder, "layout.txt"), "w", encoding="utf-8") as layout:
        run(sys.executable, "layout.py", header, CC, stdout=layout)
    dump_types(folder)
    print("recorded", folder, "and", build_fixture(folder))


if __name__ == "__main__":
    main(sys.argv[1])
