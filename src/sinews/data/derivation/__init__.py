"""From facts to the tables of a case: figures with range and basis, and rows whose cells are rules with arguments."""
