"""The checks of 数据体检, one function each: what looks wrong in the records of a period, as of today."""
