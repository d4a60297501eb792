"""The server of `textmill serve` from outside: its answers, its limits, and noise that must not bring it down.

Usage: serve_api.py TEXTMILL BAD_PLUGIN_FOLDER; a seed may follow.
"""
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

TEXTMILL, BAD_PLUGINS = sys.argv[1:3]
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 7
FAILURES = []
for sanitizer in ["ASAN_OPTIONS", "TSAN_OPTIONS"]:  # a crash is to look like one to who watches
    os.environ[sanitizer] = os.environ.get(sanitizer, "") + " handle_segv=0"


def check(holds, what):
    if not holds:
        FAILURES.append(what)
        print("FAILED:", what)


class Server:
    """A server on a free port, ended with the object's block."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([TEXTMILL, "serve", "--port", "0", *arguments], stderr=subprocess.PIPE, text=True)
        line = ""
        while "serving" not in line:
            line = self.process.stderr.readline()
            if not line:
                sys.exit("the server did not start")
        self.port = int(re.search(r":(\d+)/", line).group(1))
        self.errors = []
        self.stopping = False
        threading.Thread(target=lambda: self.errors.extend(self.process.stderr), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        if not self.stopping:
            self.stop(signal.SIGTERM)
        check(self.process.wait(20) == 0, "the server ends with 0 on a signal")

    def stop(self, number):
        self.stopping = True
        self.process.send_signal(number)  # a second one would end it at once

    def ask(self, method, path, body=None, headers=None, timeout=30):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        connection.putrequest(method, path, skip_host=bool(headers and "Host" in headers))
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    def analyse(self, pipeline, text, kind="text/plain", query=""):
        status, content = self.ask("POST", "/api/pipelines/" + pipeline + query, text.encode(), {"Content-Type": kind})
        return status, content.decode()

    def is_well(self):
        status, content = self.analyse("entities", "She paid 5 euros.")
        return status == 200 and json.loads(content)["layers"]["entities"][0]["norm"] == "EUR 5"


def answers(server):
    status, content = server.ask("GET", "/api/pipelines")
    names = [pipeline["name"] for pipeline in json.loads(content)["pipelines"]]
    check(status == 200 and {"article-audit", "entities", "keywords", "segment", "summary"} <= set(names), f"pipelines: {names}")
    status, content = server.ask("GET", "/")
    check(status == 200 and content.startswith(b"<!doctype html>"), "the page")
    check(server.ask("HEAD", "/")[0] == 200, "HEAD")
    check(server.is_well(), "a text is analysed")
    status, content = server.analyse("entities", '{"id": "x", "text": "She left yesterday.", "date": "2026-01-05"}', "application/json")
    result = json.loads(content)
    check(status == 200 and result["id"] == "x" and result["layers"]["entities"][0]["norm"] == "2026-01-04", content)
    status, content = server.analyse("segment", "<p>One.</p><p>Two.</p>", "text/html")
    check(status == 200 and len(json.loads(content)["layers"]["blocks"]) == 2, content)
    status, content = server.analyse("entities", "She paid 5 euros.", query="?view=page")
    head, body, run = content.split("\n")
    check(status == 200 and json.loads(head)["entities"] == 1 and json.loads(body)["text"] == "She paid 5 euros.", content)
    check(json.loads(run)["written"] == 1 and len(json.loads(run)["stages"]) == 2, content)
    check(server.analyse("segment", "")[0] == 200, "an empty text")


def refusals(server):
    for method, path, body, headers, status, message in [
        ("GET", "/etc/passwd", None, {}, 404, "there is nothing"),
        ("GET", "/../../etc/passwd", None, {}, 404, "there is nothing"),
        ("POST", "/api/pipelines/entitis", b"x", {}, 404, "did you mean 'entities'?"),
        ("POST", "/api/pipelines/%2e%2e%2f..%2Fetc%2fpasswd", b"x", {}, 404, "no pipeline"),
        ("POST", "/api/pipelines//etc/passwd", b"x", {}, 404, "no pipeline"),
        ("GET", "/api/pipelines/entities", None, {}, 405, "POST"),
        ("DELETE", "/api/pipelines", None, {}, 405, "GET"),
        ("POST", "/api/pipelines/entities", b"x", {"Content-Type": "image/png"}, 415, "expected the Content-Type text/plain"),
        ("POST", "/api/pipelines/entities", b'{"tex": 1}', {"Content-Type": "application/json"}, 422, "no field 'text'"),
        ("POST", "/api/pipelines/entities", b"{", {"Content-Type": "application/json"}, 422, ""),
        ("POST", "/api/pipelines/entities", b"x" * 300000, {}, 413, "more than"),
        ("GET", "/", None, {"Host": "evil.example"}, 403, "loopback"),
        ("POST", "/api/pipelines/entities", b"x", {"Origin": "https://evil.example"}, 403, "loopback"),
        ("POST", "/api/pipelines/entities", b"x", {"Origin": "null"}, 403, "loopback"),
        ("GET", "/", None, {"Host": "127.0.0.1.evil.example:80"}, 403, "loopback"),
    ]:
        got, content = server.ask(method, path, body, headers)
        check(got == status and message in json.loads(content)["error"], f"{method} {path}: {got} {content[:200]}")


def at_once(server):
    outcomes = []
    threads = [threading.Thread(target=lambda: outcomes.append(server.is_well())) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check(outcomes == [True] * 24, f"24 at once: {outcomes}")


def noise(server, seed):
    """Random bytes, broken requests and random documents: every one ends, and the server lives."""
    rnd = random.Random(seed)
    pieces = [b"GET ", b"POST ", b"/", b"/api/pipelines/entities", b"?view=", b" HTTP/1.1\r\n", b"\r\n", b"\r\n\r\n", b"Host: localhost",
              b"Content-Length: 5", b"Content-Length: 99999999999999999999", b"Content-Length: -1", b"Transfer-Encoding: chunked",
              b"5\r\nhello\r\n", b"ffffffffffffffff\r\n", b"0\r\n\r\n", b"Expect: 100-continue", b"\x00", b"%00", b"%", b"A" * 9000, b": "]
    for _ in range(150):
        data = b"".join(rnd.choice(pieces) if rnd.random() < 0.8 else rnd.randbytes(rnd.randrange(40)) for _ in range(rnd.randrange(1, 12)))
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
            except OSError:
                pass
    for _ in range(120):
        kind = rnd.choice(["text/plain", "text/html", "application/json", "application/x", ""])
        body = rnd.randbytes(rnd.randrange(2000))
        if kind == "application/json" and rnd.random() < 0.7:
            body = json.dumps({rnd.choice(["text", "id", "date", "\x00"]): rnd.choice(["x" * rnd.randrange(99), None, 7, ["a"], {"a": 1}, "\ud800"])
                               for _ in range(rnd.randrange(4))}).encode()
        if kind == "text/html" and rnd.random() < 0.7:
            body = b"".join(rnd.choice([b"<p>", b"<script>", b"</", b"&#0;", b"<!--", b"<table>", b"text ", b"\xff"]) for _ in range(rnd.randrange(300)))
        path = "/api/pipelines/" + rnd.choice(["entities", "segment", "article-audit", "%ff", "a%2Fb", ""]) + rnd.choice(["", "?view=page", "?view=%00&view"])
        status, _ = server.ask(rnd.choice(["POST", "POST", "POST", "PUT", "GET"]), path, body, {"Content-Type": kind})
        check(status in (200, 404, 405, 413, 415, 422), f"seed {seed}: {path} {kind}: {status}")
    check(server.process.poll() is None and server.is_well(), f"the server lives after noise of seed {seed}")


def one_of(folder):
    """A pipeline of the stages given with --plugin."""
    pipeline = os.path.join(folder, "one.yaml")
    with open(pipeline, "w") as file:
        file.write('textmill: 1\nname: one\nstages: [{id: bad, use: "*"}]\n')
    return pipeline


def plugin(name):
    return ["--plugin", os.path.join(BAD_PLUGINS, name + ".so")]


def bad_plugins():
    """What a plugin does on one document costs that request only."""
    with tempfile.TemporaryDirectory() as folder:
        for name, message in [("process_crashes", "crashed with SIGSEGV"), ("process_exits", "exit status 3"),
                              ("process_hangs", "exceeded its time limit"), ("process_drops", "not worth keeping")]:
            limit = "300ms" if name == "process_hangs" else "10s"  # a crash under a sanitizer takes its time
            with Server(one_of(folder), *plugin(name), "--doc-timeout", limit) as server:
                status, content = server.analyse("one", "##TRIGGER##")
                check(status == 422 and message in content, f"{name}: {status} {content}")
                check(server.analyse("one", "harmless")[0] == 200, f"after {name}")


def hanging_plugin():
    """While all workers of a pipeline hang: the others answer, who waits too long is told, and the server ends well."""
    with tempfile.TemporaryDirectory() as folder:
        outcomes = []
        with Server(one_of(folder), "entities", *plugin("process_hangs"), "--doc-timeout", "4s") as server:
            def analyse(text):
                start = time.monotonic()
                outcomes.append((*server.analyse("one", text), time.monotonic() - start))
            threads = [threading.Thread(target=analyse, args=["##TRIGGER##"]) for _ in range(2)]
            for thread in threads:
                thread.start()
            time.sleep(0.5)
            start = time.monotonic()
            check(server.is_well() and time.monotonic() - start < 2, "another pipeline answers at once")
            analyse("harmless")
            status, content, took = outcomes[0]
            check(status == 503 and "busy" in content and took < 3.5, f"a third document: {outcomes}")
            start = time.monotonic()
            server.stop(signal.SIGINT)
            for thread in threads:
                thread.join()
        check([status for status, *_ in outcomes[1:]] == [422, 422], f"documents at work are answered before the end: {outcomes}")
        check(time.monotonic() - start < 15, "the end comes when they are")


with Server("--max-bytes", "200kB") as server:
    answers(server)
    refusals(server)
    at_once(server)
    noise(server, SEED)
bad_plugins()
hanging_plugin()
ran = subprocess.run([TEXTMILL, "serve", "segment", "--host", "nowhere"], capture_output=True, text=True, timeout=30)
check(ran.returncode == 2 and "--host nowhere: expected an address" in ran.stderr, f"no address: {ran.returncode} {ran.stderr}")
with socket.socket() as taken:
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    ran = subprocess.run([TEXTMILL, "serve", "segment", "--port", str(taken.getsockname()[1])], capture_output=True, text=True, timeout=30)
    check(ran.returncode == 2 and "Address already in use" in ran.stderr, f"a port that is taken: {ran.returncode} {ran.stderr}")
sys.exit(1 if FAILURES else 0)
