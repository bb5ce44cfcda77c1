"""`python -m sinews`."""

import sys

from sinews.commands.main import main

sys.exit(main())
