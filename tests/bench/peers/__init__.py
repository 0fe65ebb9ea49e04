"""The same work in several programs, each in processes of its own.

Every peer knows three commands: `prepare` writes what both laptops hold and the files between
them, `merge` and `import` each load what one laptop holds and take one file, and tell time, memory
and what became of the cells that both had written.
"""
