"""A case as one workbook: a sheet for each table, and back to the files of a case, byte for byte."""
