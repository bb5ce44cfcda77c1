"""What every clock's answer is made of: one form, one memory, one way to save, one way to work side by side."""
