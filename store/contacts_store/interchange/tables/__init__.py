"""Tables of contacts: CSV from any program, our own CSV and Google's out.

``lines`` makes text lines of bytes, ``records`` makes cells of lines, ``columns`` says what a column
means, ``mapping`` makes a contact's row of cells, ``writing`` goes the other way. All of it streams.

What a column means is told by its heading, whatever program wrote it; a heading that nobody knows
becomes a key of the contact's own, so no cell is dropped. ``dialects`` recognises whole headings.
"""
