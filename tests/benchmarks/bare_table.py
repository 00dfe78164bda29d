"""A bare Typer command that prints a Rich table of twenty rows: what a table cannot cost less than."""

from __future__ import annotations

import typer

app = typer.Typer()


@app.command()
def due() -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Customer", "Grade", "Due", "Why", "Last contact", "Talk about", "Call")
    for row in range(20):
        table.add_row(
            f"Customer {row} Ltd", "A", "2026-11-20", "A customer, every week", "2026-11-13 phone",
            "solution and cases from the same industry", "Anna Example +44 20 7946 0000",
        )  # fmt: skip
    Console(width=160).print(table)


app()
