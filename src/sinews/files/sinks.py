"""Text on its way out: one function for each kind of place that it may go to.

What a case holds is text of anybody, and so is what stands on a command line. It may look like markup, like a formula,
or like orders to a terminal. Where it goes, each of these is text and nothing else.
"""

from __future__ import annotations

import json
import re
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl
    from polars._typing import SchemaDict

#: What orders a terminal about (control characters), or turns the direction of text; and halves of characters.
_DIRECTION = r"\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_ORDERS = re.compile(rf"[\x00-\x1f\x7f-\x9f{_DIRECTION}]")
_UNSEEN = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_DIRECTION}]")

#: What ends a script or begins markup, and ends of lines that JSON allows and scripts do not.
_MARKUP = re.compile("[<>&\u2028\u2029]")

#: How a cell begins that a spreadsheet takes for a formula, also after marks that say it is none; and numbers.
_FORMULA = "^'*(?:[\t\r\n]|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20])"
_NUMBER = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$"


def for_terminal(text: str) -> str:
    r"""Text in one line that orders no terminal about: control characters stand as escapes, as in `\x1b`."""
    return _ORDERS.sub(_escaped, text)


def for_page(text: str, *, quote: bool = True) -> str:
    """Text within HTML; `quote`: also within an attribute."""
    return escape(_UNSEEN.sub(_escaped, text), quote)


def for_script(content: object) -> str:
    """Data as JSON within a script of a page."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    return _MARKUP.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def for_programs(content: object) -> str:
    """Data as JSON for other programs, whatever encoding lies between: plain ASCII."""
    return json.dumps(content, indent=2, allow_nan=False)


def for_spreadsheet(frame: pl.DataFrame) -> str:
    """A table as CSV in which no cell of text is a formula: one that looks like it has a `'` before it.

    Text that is a number, and numbers themselves, stay as they are. `from_spreadsheet` takes the marks away.
    """
    import polars as pl

    names = {name: _marked(name) for name in frame.columns}
    text = [name for name, kind in frame.schema.items() if kind == pl.String]
    formula = {name: _is_formula(pl.col(name)) for name in text}
    marks = [pl.when(formula[name]).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name) for name in text]
    return frame.with_columns(marks).rename(names).write_csv()


def from_spreadsheet(content: bytes, schema: SchemaDict) -> pl.DataFrame:
    """A table that `for_spreadsheet` wrote, as it was. Errors of polars if it is none with this schema."""
    import polars as pl

    frame = pl.read_csv(BytesIO(content), schema=schema)
    text = [name for name, kind in frame.schema.items() if kind == pl.String]
    marked = {name: pl.col(name).str.starts_with("'") & _is_formula(pl.col(name)) for name in text}
    return frame.with_columns(
        pl.when(marked[name]).then(pl.col(name).str.slice(1)).otherwise(pl.col(name)).alias(name) for name in text
    )


def _is_formula(column: pl.Expr) -> pl.Expr:
    return column.str.contains(_FORMULA) & ~column.str.contains(_NUMBER)


def _marked(text: str) -> str:
    return f"'{text}" if re.search(_FORMULA, text) and not re.search(_NUMBER, text) else text


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
