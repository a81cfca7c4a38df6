"""The sheets of the year-end workbook, a module for each sort; workbook.py puts them in order."""
