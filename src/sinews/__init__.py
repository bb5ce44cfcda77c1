"""sinews: a planning model for the readiness of a defensive alliance."""
