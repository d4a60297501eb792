"""Textmill in Python: libtextmill by way of ctypes, without anything to install.

    with Pipeline("article-audit", settings={"keyphrase": "harbour"}) as pipeline:
        document = pipeline.run("The harbour wall broke in March.")
        for span in document.layer("entities"):
            print(span.label, document.text[span.begin:span.end])
        print(document.attributes["keyword_density.count"])

Offsets of spans count characters, as Python does. A pipeline is for one thread at a time.
"""
import ctypes
import json
import os

OK, DROP = 0, 1


class Dropped(Exception):
    """A stage left the document out on purpose."""


class Failed(Exception):
    """A stage failed, or the pipeline cannot be opened."""


class Options(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("settings", ctypes.POINTER(ctypes.c_char_p)),
                ("plugin_files", ctypes.POINTER(ctypes.c_char_p)), ("plugin_folders", ctypes.POINTER(ctypes.c_char_p)),
                ("log", ctypes.c_void_p), ("log_context", ctypes.c_void_p)]


class Text(ctypes.Structure):
    _fields_ = [("ptr", ctypes.POINTER(ctypes.c_char)), ("len", ctypes.c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.ptr, self.len).decode() if self.len else ""


class ByteSpan(ctypes.Structure):
    _fields_ = [("begin", ctypes.c_uint32), ("end", ctypes.c_uint32)]


class LayerView(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("count", ctypes.c_uint32), ("label_name_count", ctypes.c_uint32),
                ("feature_count", ctypes.c_uint32), ("spans", ctypes.POINTER(ByteSpan)),
                ("labels", ctypes.POINTER(ctypes.c_uint32)), ("scores", ctypes.POINTER(ctypes.c_float)),
                ("parents", ctypes.POINTER(ctypes.c_uint32)), ("label_names", ctypes.POINTER(Text)),
                ("features", ctypes.c_void_p)]


def load_library(path=None):
    """libtextmill by path, by $TEXTMILL_LIBRARY, or as the system finds it."""
    library = ctypes.CDLL(path or os.environ.get("TEXTMILL_LIBRARY") or "libtextmill.so.0")
    for name in ("engine_open", "session_open"):
        getattr(library, "textmill_" + name).restype = ctypes.c_void_p
    for name in ("engine_problem", "engine_version", "session_problem", "session_layer_name", "session_json"):
        getattr(library, "textmill_" + name).restype = ctypes.c_char_p
    return library


def c_list(words):
    words = [word.encode() for word in words]
    return (ctypes.c_char_p * (len(words) + 1))(*words, None)


class Span:
    def __init__(self, begin, end, label, score):
        self.begin, self.end, self.label, self.score = begin, end, label, score

    def __repr__(self):
        return f"Span({self.begin}, {self.end}, {self.label!r}, {self.score})"


class Document:
    def __init__(self, text, layers, line):
        self.text, self._layers = text, layers
        self.json = json.loads(line)
        self.attributes = self.json.get("attributes", {})

    def layer(self, name):
        """The spans of a layer; none if nobody wrote it."""
        return self._layers.get(name, [])


class Pipeline:
    def __init__(self, pipeline, settings=None, plugins=(), library=None):
        self._library = load_library(library)
        self._session = None
        options = Options(size=ctypes.sizeof(Options))
        options.settings = c_list(f"{name}={value}" for name, value in (settings or {}).items())
        options.plugin_files = c_list(plugins)
        self._engine = ctypes.c_void_p(self._library.textmill_engine_open(pipeline.encode(), ctypes.byref(options)))
        self._check(self._library.textmill_engine_problem(self._engine))
        self._session = ctypes.c_void_p(self._library.textmill_session_open(self._engine))
        self._check(self._library.textmill_session_problem(self._session))

    def run(self, text, id=None, **fields):
        """What the pipeline finds in a text. Raises Dropped or Failed, with the stage and its reason."""
        for name, value in fields.items():
            self._library.textmill_session_field(self._session, name.encode(), str(value).encode())
        data = text.encode()
        status = self._library.textmill_session_run(self._session, id.encode() if id else None, data,
                                                    ctypes.c_size_t(len(data)))
        if status != OK:
            problem = self._library.textmill_session_problem(self._session).decode()
            raise Dropped(problem) if status == DROP else Failed(problem)
        layers = {name: self._layer(name, data) for name in self._layer_names()}
        return Document(text, layers, self._library.textmill_session_json(self._session))

    def close(self):
        if self._engine:
            self._library.textmill_session_close(self._session)
            self._library.textmill_engine_close(self._engine)
        self._engine = self._session = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _check(self, problem):
        if problem:
            self.close()
            raise Failed(problem.decode())

    def _layer_names(self):
        number = 0
        while name := self._library.textmill_session_layer_name(self._session, ctypes.c_uint32(number)):
            yield name.decode()
            number += 1

    def _layer(self, name, data):
        view = LayerView(size=ctypes.sizeof(LayerView))
        if self._library.textmill_session_layer(self._session, name.encode(), ctypes.byref(view)) != OK:
            return []
        spans = []
        for row in range(view.count):
            span = view.spans[row]
            begin = len(data[:span.begin].decode())
            label = view.labels[row] if view.labels else 0xFFFFFFFF
            spans.append(Span(begin, begin + len(data[span.begin:span.end].decode()),
                              str(view.label_names[label]) if label != 0xFFFFFFFF else None,
                              view.scores[row] if view.scores else None))
        return spans
