"""The commands, one file each, loaded when called: `run(arguments, meter)` gives the exit status."""
