"""What may stand where something else was expected."""

from __future__ import annotations

#: Cells of tables.
CELLS = [
    "", " ", "\t", "0", "-0", "-1", "1", "100", "1e308", "-1e308", "1e999", "1e-320", "nan", "NaN", "inf", "-inf",
    "Infinity",
    "1e", "1.2.3", "200.000", "1,5", "1 000", "1_000", "0x10", "\uff11", "\u0663", "\u00b2", "\u00bd", "9" * 400,
    "0." + "0" * 400 + "1",
    "9223372036854775808", "18446744073709551616", "2026", "2026-01", "2026-13", "2026-00", "0000-01", "9999-12",
    "10000-01",
    "2026-02-30", "31.12.2026", "2026-01-01T00:00", "-2026-01", "today", "true", "null", "None", "#REF!", "#", "=1+1",
    "a" * 100_000, "x\ny", "x\r\ny", "x\x00y", "\x1b[31m", "\u202egnp", "\ufeff", "\u2028", "\x85", "<!--<script>",
    '"', "''",
    "a;b", "a,b", "a|b", "group=NATO_EUR", "item=", "=", "a=b=c", "DEU", "MARKET", "shell_155mm", "percent",
    "million_EUR",
    "units/month", "furlongs", "EUR/", "/", "**", "1/0", "meter**999999", "delivered", "Delivered ", "choice",
    "guess",
    "rule:", "rule:like_others", "fact-1 fact-2", "fact-99",
]  # fmt: skip

#: Numbers that a table may hold.
NUMBERS = [
    "0", "1e-300", "1e-12", "1e-6", "0.001", "0.5", "1", "3", "12", "99.999999", "100", "101", "1000", "1e6",
    "1e9", "1e12",
    "1e15", "1e20", "1e30", "1e100", "1e300", "1.7976931348623157e308", "2026", "-0.0", "-1e-9", "0.1",
    "33.333333333333336",
]  # fmt: skip

#: Values of JSON, as text.
VALUES = [
    "null", "true", "0", "-1", "1e999", "-1e999", "NaN", "1" * 5000, "1.5", '""', '" "', '"2026"', '"2026-01"',
    '"2026-13"',
    '"9999-12"', '"0001-01"', '"10000-01"', '"\\ud800"', '"\\u0000"', '"a\\nb"', "[]", "{}", "[[]]",
    '[{"name": 1}]', '["x"]',
    '{"a": {"a": {}}}', "[" * 3000 + "]" * 3000, '"' + "a" * 100_000 + '"', '"../small/sites.csv"',
    '"/etc/passwd"', '"."',
    '"sites.csv"', '"\\u202e"', '{"fields": []}', '{"fields": [{"name": "x", "type": "y"}]}', "", "}", '"', "\u00a0",
]  # fmt: skip

#: Names of files.
NAMES = [
    "sites.csv", "Sites.csv", "sites.CSV", "sites .csv", "s\u00efites.csv", "si\nte.csv", "-rf.csv", ".csv",
    "sites.csv.bak", "sites",
    "sites.tsv", "sites.xlsx", "\u202esites.csv", "a" * 250 + ".csv", "datapackage.json", "unknown_table.csv",
    "COM1.csv",
    b"caf\xe9.csv".decode("utf-8", "surrogateescape"), "~$sites.csv", ".DS_Store", "Thumbs.db", "readme.txt",
]  # fmt: skip

#: What bytes are turned into.
PIECES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80",
    b'"', b'""', b"\r", b"\n", b"\r\n", b"\n\n\n", b",", b",,,,", b";",
    b"\t", b"'", b"\\", b"#", b"\x1a", b"sep=;\n", b"\x0c", b"\xe2\x80\xa8", b"[", b"{", b"}", b":", b"e", b"-",
    b"9" * 30,
]  # fmt: skip
