#!/usr/bin/env python3
"""The JSON Schema of pipeline files is one, takes every pipeline that ships, and refuses what `check` refuses.

    schema_test.py TEXTMILL PIPELINES PLUGIN
"""
import glob
import json
import subprocess
import sys
import unittest

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

TEXTMILL, PIPELINES = sys.argv[1], sys.argv[2]


def asked(*words):
    return json.loads(subprocess.run([TEXTMILL, *words], check=True, capture_output=True).stdout)


SCHEMA = asked("schema")
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)


def problems(text):
    return [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(text))]


def options_of(stage):
    """The schema of a stage's options, as an editor finds it for `use: STAGE`."""
    for branch in SCHEMA["$defs"]["stage"]["allOf"]:
        if stage in branch["if"]["properties"]["use"]["enum"]:
            return branch["then"]["properties"]["with"]["properties"]
    return None


class Schema(unittest.TestCase):
    def test_keeps_to_its_meta_schema(self):
        self.assertIn("json-schema.org", SCHEMA["$schema"])
        VALIDATOR.check_schema(SCHEMA)

    def test_every_pipeline_that_ships_is_valid(self):
        files = [file for file in glob.glob(PIPELINES + "/*.yaml") if not file.endswith("_test.yaml")]
        self.assertTrue(files)
        for file in files:
            with open(file, encoding="utf-8") as text:
                self.assertEqual(problems(text.read()), [], file)

    def test_has_every_option_of_every_plugin_that_is_installed(self):
        plugins = [plugin["id"] for plugin in asked("plugins", "--json")["plugins"] if "refusal" not in plugin]
        stages = [stage for plugin in plugins for stage in asked("describe", plugin, "--json")["stages"]]
        self.assertGreaterEqual(len(stages), 5)
        for stage in stages:
            schema = options_of(stage["id"])
            self.assertEqual(sorted(schema), sorted(option["name"] for option in stage["options"]), stage["id"])
            for option in stage["options"]:
                self.assertTrue(schema[option["name"]]["description"].startswith(option["summary"]))
                for choice in option.get("choices", []):
                    self.assertIn(f'"{choice}"', json.dumps(schema[option["name"]]))

    def test_knows_a_plugin_that_is_given(self):
        self.assertIsNone(options_of("good"))
        self.assertIn('"good/good"', json.dumps(asked("schema", "--plugin", sys.argv[3])))

    def test_refuses_what_editors_should_underline(self):
        good = "textmill: 1\nstages:\n  - use: summarizer\n    with: {sentences: 3}\n"
        self.assertEqual(problems(good), [])
        for wrong in ("sentences: 0", "sentences: many", "sentencs: 3", "author_summary: perhaps"):
            self.assertTrue(problems(good.replace("sentences: 3", wrong)), wrong)
        for old, new in (("textmill: 1", "textmill: 2"), ("stages:", "stage:"), ("use:", "uses:")):
            self.assertTrue(problems(good.replace(old, new)), new)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
