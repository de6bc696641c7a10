"""Tables that people have, whatever the file: bytes of a file become sheets of text cells.

`reading.read` decides by the content, never by the name; `intake.take_in` lets it work in a process that may be
killed, and says in sentences what went wrong. The modules know nothing of what the cells mean.
"""
