"""送信待ち at every command: what could not be put into a shared folder is tried again, quickly, and told in a line."""

from collections.abc import Iterable
from pathlib import Path

from minutes_app.cli.console import say
from minutes_app.errors import DiskError
from minutes_app.logbook import Auditor
from minutes_app.settings import Settings
from minutes_app.share.delivery import Put
from minutes_app.share.outbox import retry, waiting
from minutes_app.wording import publishing as words


def tell_waiting(settings: Settings, audit: Auditor) -> None:
    """Try what waits, and say what became of it. An outbox that cannot be read stops nobody's work."""
    library = Path(settings.library.folder)
    try:
        done = [put for _publication, put in retry(library, audit, by_itself=True)]
        say_puts(put for put in done if put.path or put.why == "withdrawn")
        if left := sum(one.count for one in waiting(library)):
            say(words.still_waiting(left))
    except DiskError:
        return


def say_puts(puts: Iterable[Put]) -> None:
    """Each file that is there, and one sentence for each reason why others are not."""
    whys: dict[str, int] = {}
    for put in puts:
        if put.path is None:
            whys[put.why] = whys.get(put.why, 0) + 1
            continue
        if put.is_beside:
            say(words.beside(put.name, put.path.name))
        say(words.put(put.path))
    for why, count in whys.items():
        say(words.waits(why, count))
