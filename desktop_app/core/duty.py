"""Yearly duties (学时任务): so many hours or days within so many years, either suffices."""

from enum import StrEnum


class DutyState(StrEnum):
    MET = "达标"
    LACKING = "未达标"
