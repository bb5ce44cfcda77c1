"""`python -m sinews`."""

import sys

from sinews.cli import main

sys.exit(main())
