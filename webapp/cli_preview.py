"""The command `apostille preview`: serves a campaign while it is being written, on this machine alone."""

from __future__ import annotations

from pathlib import Path

import click

_HOST = "127.0.0.1"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="The port to serve on; 0 takes a free one.",
)
def preview(*, folder: Path, port: int) -> int:
    """Serve the letters of the campaign in FOLDER, and beside each what the check says; Ctrl-C stops it."""
    if not (folder / "campaign.toml").exists():
        raise click.UsageError(f"{folder} holds no campaign: a campaign is a folder with a campaign.toml.")
    from webapp import logs
    from webapp.app import create_preview  # the site takes a while to load
    from webapp.web.serving import PortTaken, serve

    logs.configure("warning")
    try:
        server = serve(create_preview(folder), _HOST, port)
    except PortTaken:
        raise click.UsageError(f"Port {port} is taken: choose another with --port.") from None
    click.echo(
        f"{folder}: http://{_HOST}:{server.port}/ shows its letters and what to mend (stop it with Ctrl-C)"
    )
    server.serve_forever()  # to Ctrl-C, which ends it quietly
    return 0
