"""A bare Typer command: what no command can cost less than."""

from __future__ import annotations

import typer

app = typer.Typer()


@app.command()
def due() -> None:
    typer.echo("{}")


app()
