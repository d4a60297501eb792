#!/usr/bin/env python3
"""layout.py notices what breaks plugins that are built, and lets pass what does not."""
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER, COMPILER = os.path.abspath(sys.argv[1]), sys.argv[2]


class Layout(unittest.TestCase):
    def exit_after(self, old, new):
        """The exit code for the header with one piece of it changed, against the header as it is."""
        with open(HEADER, encoding="utf-8") as file:
            text = file.read()
        self.assertEqual(text.count(old), 1, old)
        with tempfile.TemporaryDirectory() as folder:
            record, changed = os.path.join(folder, "layout.txt"), os.path.join(folder, "abi.h")
            program = [sys.executable, os.path.join(HERE, "layout.py")]
            with open(record, "w", encoding="utf-8") as file:
                subprocess.run(program + [HEADER, COMPILER], check=True, stdout=file)
            with open(changed, "w", encoding="utf-8") as file:
                file.write(text.replace(old, new))
            return subprocess.run(program + [changed, COMPILER, "--against", record], capture_output=True).returncode

    def test_a_field_in_front_is_noticed(self):
        self.assertEqual(self.exit_after("  uint32_t begin;\n", "  uint32_t unit;\n  uint32_t begin;\n"), 1)

    def test_fields_that_change_places_are_noticed(self):
        self.assertEqual(self.exit_after("  uint32_t begin;\n  uint32_t end;\n", "  uint32_t end;\n  uint32_t begin;\n"), 1)

    def test_a_field_of_another_size_is_noticed(self):
        self.assertEqual(self.exit_after("  uint32_t stage_count;", "  uint64_t stage_count;"), 1)

    def test_an_enumerator_of_another_value_is_noticed(self):
        self.assertEqual(self.exit_after("TEXTMILL_DROP = 1", "TEXTMILL_DROP = 9"), 1)

    def test_another_name_of_an_extension_is_noticed(self):
        self.assertEqual(self.exit_after('"textmill.cancel/1"\ntypedef', '"textmill.cancel/2"\ntypedef'), 1)

    def test_a_table_may_grow_at_its_end(self):
        self.assertEqual(self.exit_after("  const textmill_stage* const* stages;\n",
                                         "  const textmill_stage* const* stages;\n  const char* licence;\n"), 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
