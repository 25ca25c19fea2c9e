"""Click's own words in Bahasa Indonesia: usage, help, and what is wrong with what was typed."""

from __future__ import annotations

import sys

import click

# Click's text -> ours. What only a programmer meets stays as it is; tests/cli compares the list.
WORD = {
    "Usage:": "Pemakaian:",
    "Options": "Pilihan",
    "Positional arguments": "Isian",
    "Commands": "Perintah",
    "Show this message and exit.": "Perlihatkan bantuan ini.",
    "Show the version and exit.": "Perlihatkan versi.",
    "required": "wajib",
    "default: {default}": "biasanya {default}",
    "(dynamic)": "(dihitung)",
    "env var: {var}": "variabel: {var}",
    "file": "berkas",
    "directory": "folder",
    "path": "letak",
    "Error: {message}": "Salah: {message}",
    "Try '{command} {option}' for help.": "Coba '{command} {option}' untuk bantuan.",
    "Missing command.": "Perintahnya belum disebut.",
    "Missing argument": "Belum ada isian",
    "Missing option": "Belum ada pilihan",
    "Missing parameter": "Belum ada isian",
    "Missing parameter: {param_name}": "Belum ada isian: {param_name}",
    "Missing {param_type}": "Belum ada {param_type}",
    "Invalid value: {message}": "Isian tidak dapat diterima: {message}",
    "Invalid value for {param_hint}: {message}": "Isian {param_hint}: {message}",
    "No such option {name!r}.": "Tidak ada pilihan {name!r}.",
    "No such command {name!r}.": "Tidak ada perintah {name!r}.",
    "Did you mean {possibility}?": "Maksud Anda {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Maksud Anda salah satu dari: {possibilities}?)",
    "Got unexpected extra argument ({args})": "Ada isian yang berlebih ({args})",
    "Got unexpected extra arguments ({args})": "Ada isian yang berlebih ({args})",
    "Takes {nargs} values but 1 was given.": "Perlu {nargs} isian, baru ada 1.",
    "Takes {nargs} values but {len} were given.": "Perlu {nargs} isian, ada {len}.",
    "Argument {name!r} takes {nargs} values.": "Isian {name!r} perlu {nargs} isi.",
    "Option {name!r} does not take a value.": "Pilihan {name!r} tidak memakai isi.",
    "Option {name!r} requires an argument.": "Pilihan {name!r} perlu isi.",
    "Option {name!r} requires {nargs} arguments.": "Pilihan {name!r} perlu {nargs} isi.",
    "Choose from:\n\t{choices}": "Pilih dari:\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} bukan {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} bukan salah satu dari {choices}.",
    "{value!r} is not a valid {number_type}.": "{value!r} bukan {number_type}.",
    "{value} is not in the range {range}.": "{value} tidak di antara {range}.",
    "{name} {filename!r} is a file.": "{name} {filename!r} adalah berkas, bukan folder.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} adalah folder, bukan berkas.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} tidak dapat dibaca.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} tidak dapat ditulis.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} tidak ada.",
    "Could not open file {filename!r}: {message}": "Berkas {filename!r} tidak terbuka: {message}",
    "unknown error": "sebabnya tidak diketahui",
    "Aborted!": "Dibatalkan.",
    "Error: invalid input": "Salah: isian tidak dapat dibaca",
}


def words(text: str) -> str:
    """The Indonesian words for a text of Click's, or the text itself."""
    return WORD.get(text, text)


def plural(one: str, many: str, jumlah: int) -> str:
    """The same for a text with a plural."""
    return words(one if jumlah == 1 else many)


def install() -> None:
    """Make Click speak Indonesian; to be called before any command is made.

    Click takes its words from gettext by the system's language. A treasurer's computer speaks any,
    our commands speak one, and gettext cannot be given a language without changing the environment
    of every child process: so its two functions are replaced where Click's modules hold them.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            for function, ours in (("_", words), ("ngettext", plural)):
                if hasattr(module, function):
                    setattr(module, function, ours)
    click.STRING.name = "teks"
    click.INT.name = "angka"
    click.IntRange.name = "angka"
    setattr(click.Command, "format_usage", _format_usage)  # noqa: B010  # a method is not a field


def _format_usage(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    """Write the usage line: `Pemakaian: kkmp setor [PILIHAN] NOMOR ...`."""
    ours = {
        "[OPTIONS]": "[PILIHAN]",
        "COMMAND [ARGS]...": "PERINTAH ...",
        "[COMMAND] [ARGS]...": "[PERINTAH] ...",
    }
    pieces = [ours.get(piece, piece) for piece in command.collect_usage_pieces(ctx)]
    formatter.write_usage(ctx.command_path, " ".join(pieces))
