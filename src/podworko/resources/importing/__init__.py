"""Import of a register from a file: what each row would do, decided by pure functions over values.

`reading` (in a child process) → `columns` → `cells` → `comparing`; `known` fetches what is there already.
`resources.actions.importing` writes what was shown, and takes it back.
"""
