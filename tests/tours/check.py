"""Follows a tour of docs/ as its reader would, and compares what is printed with what the tour says.

Usage: check.py [--update] TOUR.md FOLDER, with the installed textmill on PATH; FOLDER is made anew.

In a tour, a block after `<!-- file NAME -->` is written to that file, one after `<!-- more of NAME -->` to its end. In a `console` block, lines that begin with `$ `
are typed, one after the other into one bash, and the others are what must come. `…` in such a line stands for any
text, and a line that is only `…` for any number of lines. --update puts what came into the tour, where it differs.
"""
import os
import re
import shutil
import subprocess
import sys

BLOCK = re.compile(r"(?:<!-- (?P<how>file|more of) (?P<file>\S+) -->\n)?```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.M | re.S)
MARK = "-- end of command --"


def steps_of(body):
    """[(command, output)] of a console block; a command goes on after a backslash."""
    steps = []
    for line in body.splitlines():
        if steps and steps[-1][0].endswith("\\") and not steps[-1][1]:
            steps[-1][0] += "\n" + line
        elif line.startswith("$ "):
            steps.append([line[2:], []])
        elif steps:
            steps[-1][1].append(line)
    return [(command, output) for command, output in steps]


def matches(expected, came):
    parts = ["(?:.*\n)*" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + "\n" for line in expected]
    return re.fullmatch("".join(parts), "".join(line + "\n" for line in came)) is not None


class Shell:
    """One bash, asked command by command."""

    def __init__(self, folder):
        home = os.path.join(folder, "..", "home")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTMILL", "XDG"))}
        environment.update(HOME=home, NO_COLOR="1", LC_ALL="C.UTF-8", TERM="dumb")
        os.makedirs(home, exist_ok=True)
        self.bash = subprocess.Popen(["bash", "--norc"], cwd=folder, env=environment, text=True,
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def type(self, command):
        # The next command sees the status of this one; nothing it reads is ours.
        self.bash.stdin.write("{ %s\n} < /dev/null\nstatus=$?; printf '\\n%s\\n'; (exit $status)\n" % (command, MARK))
        self.bash.stdin.flush()
        lines = []
        for line in self.bash.stdout:
            if line == MARK + "\n":
                break
            lines.append(line.rstrip("\n"))
        if lines and lines[-1] == "":
            lines.pop()  # the line before the mark, or the end of one without newline
        return lines


def follow(text, folder):
    """The tour with what came in it, and the places where that is not what it says."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "tour"))
    folder = os.path.join(folder, "tour")
    shell = Shell(folder)
    faults = []

    def block(match):
        if match["file"]:
            path = os.path.join(folder, match["file"])
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w" if match["how"] == "file" else "a", encoding="utf-8") as file:
                file.write(match["body"])
        if match["kind"] != "console":
            return match[0]
        lines = []
        for command, expected in steps_of(match["body"]):
            came = shell.type(command)
            if not matches(expected, came):
                faults.append((command, expected, came))
                expected = came
            lines += ["$ " + command, *expected]
        return "```console\n" + "\n".join(lines) + "\n```"

    return BLOCK.sub(block, text), faults


def main():
    update = "--update" in sys.argv
    tour, folder = [argument for argument in sys.argv[1:] if argument != "--update"]
    with open(tour, encoding="utf-8") as file:
        text = file.read()
    followed, faults = follow(text, os.path.abspath(folder))
    if update:
        with open(tour, "w", encoding="utf-8") as file:
            file.write(followed)
    for command, expected, came in faults:
        print(f"{tour}: $ {command}\n  the tour says:\n    " + "\n    ".join(expected) + "\n  it printed:\n    " + "\n    ".join(came))
    return 1 if faults and not update else 0


sys.exit(main())
