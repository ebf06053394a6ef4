"""The end of a meeting's paperwork: 確定版 and its later editions, the archive, and the disposal of the recording.

In: a meeting that is 確定, the office's rules. Out: write-protected documents, a .kaigi in the archive, records of what
was kept and what was deleted, by whom and by which rule. Deletes nothing that a person has not confirmed.
"""
