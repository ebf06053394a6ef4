"""What came back of a published 会議録: files from anybody → replies that a person takes into the meeting or refuses.

In: returned .docx files, what was published, the meeting. Out: replies with who, where, old and new; changes for the
journal; where each attendee stands. Nothing gets into the meeting by itself, and nothing that was found is forgotten.
"""
