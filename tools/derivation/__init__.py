"""From cited facts to the tables of the case `nato-europe`: one module a topic, one table writer for all."""
