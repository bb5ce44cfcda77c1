"""Tables as they are published: each layout is read by one module, and what does not fit it is a finding."""
