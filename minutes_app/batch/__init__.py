"""Many recordings: which files belong to which meeting (`recordings`), and the queue that outlives a kill (`ledger`,
`queue`)."""

from minutes_app.batch.recordings import Job, natural_key, plan, recordings_in

__all__ = ["Job", "natural_key", "plan", "recordings_in"]
