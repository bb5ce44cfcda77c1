"""What `--list` can list of a case, as plain data, and the option."""

from __future__ import annotations

from sinews.clocks.options import Option

#: Kind -> the table that has what there is of it, and the column of its codes.
LISTS: dict[str, tuple[str, str]] = {
    "paths": ("paths", "path"),
    "groups": ("groups", "group"),
    "needs": ("forces", "needs_set"),
    "states": ("places", "place"),
    "items": ("items", "item"),
    "families": ("items", "family"),
    "levers": ("levers", "lever"),
    "corridors": ("corridors", "corridor"),
    "formations": ("formations", "formation"),
    "outages": ("outages", "outage"),
    "cities": ("cities", "city"),
    "classes": ("arrival_classes", "arrival_class"),
}

LISTING = Option(
    "--list",
    f"list what the case has of a kind, and nothing else: {', '.join(LISTS)}",
    "listed",
    "KIND",
    choices=tuple(LISTS),
)
