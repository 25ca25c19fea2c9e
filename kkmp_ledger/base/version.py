"""The program's version, said here once: the package's own, and in the name of what is derived."""

VERSION = "0.1.0"
