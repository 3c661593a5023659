"""Attendance exports of meeting programs: recognised by their headers, read into `attendance`.

The steps: `grid` (bytes → cells), `recognition` (which export is it, and why), `clock` (days,
times, durations), `people` (who is who), `presence` (how long), `meeting` (which session) and
`reading`, which makes of it the table that the other steps of ingestion take.
"""

from __future__ import annotations

from hitechtex.ingest.attendance.recognition import Recognised, recognise

__all__ = ["Recognised", "recognise"]
