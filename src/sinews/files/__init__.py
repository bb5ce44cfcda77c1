"""What leaves the program: files and folders that are whole or not there, and text made safe for where it goes."""

from __future__ import annotations

from sinews.files.places import require_writable, require_writable_file
from sinews.files.whole import add_file, copy_folder, new_folder, replaced, replaced_folder, write_bytes, write_text

__all__ = [
    "add_file", "copy_folder", "new_folder", "replaced", "replaced_folder", "require_writable",
    "require_writable_file", "write_bytes", "write_text",
]  # fmt: skip
