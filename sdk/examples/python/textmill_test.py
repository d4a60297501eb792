#!/usr/bin/env python3
"""textmill.py against the library named by $TEXTMILL_LIBRARY and the pipelines that ship with it."""
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import textmill  # noqa: E402

TEXT = "Die Übersicht: Maria Olsen of Northgate Trust paid 4.5 million dollars in London for a harbour wall."


class PipelineTest(unittest.TestCase):
    def test_finds_layers_with_offsets_in_characters(self):
        with textmill.Pipeline("article-audit") as pipeline:
            document = pipeline.run(TEXT, id="a")
            entities = [(span.label, TEXT[span.begin:span.end]) for span in document.layer("entities")]
            self.assertIn(("PERSON", "Maria Olsen"), entities)
            self.assertEqual(document.json["id"], "a")
            self.assertIn("keyword_density.count", document.attributes)

    def test_gives_the_same_for_the_same_text(self):
        with textmill.Pipeline("article-audit") as pipeline:
            first = pipeline.run(TEXT).json
            pipeline.run("Something else.")
            self.assertEqual(pipeline.run(TEXT).json, first)

    def test_says_what_is_wrong_with_a_pipeline(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "p.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write("textmill: 1\nstages:\n  - use: segmentr\n")
            with self.assertRaisesRegex(textmill.Failed, "p.yaml:3:.*did you mean 'segmenter'"):
                textmill.Pipeline(path)
        with self.assertRaisesRegex(textmill.Failed, "did you mean 'article-audit'"):
            textmill.Pipeline("article-adit")

    def test_takes_settings(self):
        with textmill.Pipeline("article-audit", settings={"keyphrase": "harbour wall"}) as pipeline:
            self.assertEqual(pipeline.run(TEXT).attributes["keyword_density.phrase"], "harbour wall")

    def test_goes_on_after_a_text_that_is_no_utf8(self):
        with textmill.Pipeline("article-audit") as pipeline:
            with self.assertRaises(UnicodeEncodeError):
                pipeline.run("\ud800")
            self.assertTrue(pipeline.run(TEXT).layer("sentences"))

    def test_says_its_version(self):
        self.assertRegex(textmill.load_library().textmill_engine_version().decode(), r"^\d+\.\d+\.\d+$")


if __name__ == "__main__":
    unittest.main()
