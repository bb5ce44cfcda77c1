"""All layouts of published tables that are known, in the order in which they are tried."""

from __future__ import annotations

from sinews.evidence.published.bank import BANK
from sinews.evidence.published.edition import Layout
from sinews.evidence.published.eurostat import EUROSTAT
from sinews.evidence.published.kiel import KIEL
from sinews.evidence.published.nato import NATO
from sinews.evidence.published.outlook import OUTLOOK
from sinews.evidence.published.sipri import SIPRI

LAYOUTS: tuple[Layout, ...] = (NATO, SIPRI, BANK, OUTLOOK, EUROSTAT, KIEL)
