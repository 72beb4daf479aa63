"""Show what the record holds: `queries` asks it; `tables`, `listings`, `export`, `brief` lay out the answers.

`inspection` and `outline` lay out a single report. Nothing is imported here, so that a caller loads only what
it shows: the command line's help needs neither the database nor the page.
"""
