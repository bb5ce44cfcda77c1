"""The components of the years clock: one file each, listed once, in the order in which a euro meets them."""

from sinews.clocks.years.components import (
    account,
    claims,
    contract,
    conversion,
    expansion,
    export,
    need,
    office,
    people,
    retirement,
    serviceability,
    site,
    standard,
    store,
    surge,
    use,
)
from sinews.clocks.years.components.base import Build

COMPONENTS: tuple[Build, ...] = (
    account.build,
    claims.build,
    office.build,
    contract.build,
    site.build,
    surge.build,
    conversion.build,
    expansion.build,
    store.build,
    use.build,
    retirement.build,
    serviceability.build,
    people.build,
    export.build,
    need.build,
    standard.build,
)
