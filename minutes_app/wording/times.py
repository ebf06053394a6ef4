"""Times as people read them."""


def clock(ms: int) -> str:
    """Position in a recording: 00:12:30."""
    seconds = ms // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def length(ms: int) -> str:
    """A length: 45秒, 3分20秒, 1時間05分."""
    seconds = round(ms / 1000)
    if seconds < 60:
        return f"{seconds}秒"
    if seconds < 3600:
        return f"{seconds // 60}分{seconds % 60:02d}秒"
    return f"{seconds // 3600}時間{seconds // 60 % 60:02d}分"


def roughly(ms: int) -> str:
    """A time that is only estimated: 約20秒, 約4分, 約1時間10分."""
    seconds = ms / 1000
    if seconds < 55:
        return f"約{max(5, round(seconds / 5) * 5)}秒"
    minutes = max(1, round(seconds / 60))
    return f"約{minutes}分" if minutes < 60 else f"約{minutes // 60}時間{minutes % 60 // 5 * 5:02d}分"
