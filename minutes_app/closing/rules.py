"""The office's rule about recordings, from the settings in force and whoever set them."""

from minutes_app.closing.disposal import Rule
from minutes_app.errors import MinutesError
from minutes_app.settings import Settings, load
from minutes_app.wording import closing as words


def rule_of(settings: Settings) -> Rule:
    """The rule, with who has made it, so that a 廃棄記録 names it."""
    page = settings.archive
    try:
        source = load()[1].of("archive.audio").source
    except MinutesError:
        source = "default"
    return Rule(page.audio, page.audio_days, words.rule(page.audio, page.audio_days, words.SOURCES[source]))
