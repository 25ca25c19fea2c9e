"""The child process that typesets one PDF: a job as JSON on stdin, the PDF on stdout.

Run as a file, so that it needs nothing of this package. Exit 0: the PDF. Exit 3: what Typst found
wrong, as JSON. Typesetting in a child gives its memory back and keeps a crash away from the books.
"""

from __future__ import annotations

import json
import sys

import typst

FAILED = 3


def main() -> int:
    """Read the job `{"templat", "akar", "fonta", "data"}`, write the PDF or the complaints."""
    job = json.load(sys.stdin.buffer)
    try:
        pdf, warnings = typst.compile_with_warnings(
            job["templat"],
            root=job["akar"],
            font_paths=[job["fonta"]],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(job["data"], ensure_ascii=False)},
            # the archive profile refuses a letter that no font has; plain PDF prints a blank for it
            pdf_standards="a-2u",
            pdf_tags=False,
        )
        complaints = [w.message for w in warnings]
    except typst.TypstError as error:
        pdf, complaints = b"", [error.message, *error.hints]
    if complaints:
        sys.stdout.buffer.write(json.dumps(complaints).encode())
        return FAILED
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
