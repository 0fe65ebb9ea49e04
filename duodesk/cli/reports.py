"""How `report` is asked for on the command line."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from duodesk.cli import data


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command with its arguments."""
    report = commands.add_parser("report", help="workbook of a period, or two pages as PDF")
    report.add_argument("out", type=Path, metavar="OUT.xlsx|OUT.pdf")
    report.add_argument(
        "--from", dest="begin", type=date.fromisoformat, required=True, metavar="DATE"
    )
    report.add_argument("--to", dest="end", type=date.fromisoformat, required=True, metavar="DATE")
    report.add_argument("--as-of", type=date.fromisoformat, metavar="DATE")
    report.add_argument("--office", metavar="CODE")
    report.add_argument(
        "--funders", action="store_true", help="without small numbers and without rows"
    )
    report.add_argument(
        "--compare", action="store_true", help="tell what changed since the report before"
    )
    report.add_argument("--json", action="store_true")
    report.set_defaults(run=data.report)
