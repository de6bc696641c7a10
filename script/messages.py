"""Message catalogues without the gettext programs: Babel reads the code, polib writes and compiles.

The source language is Polish. `pl` therefore holds plural forms only; `en` and `uk` hold everything.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "podworko"
CATALOGUES = PACKAGE / "locale"
KEYWORDS = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLURALS = {
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "en": "nplurals=2; plural=(n != 1);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
FORMS = {"pl": 3, "en": 2, "uk": 3}

ALIAS = re.compile(r"\bn?p?gettext(?:_lazy|_noop)? as (\w+)")
CALL = re.compile(r"\b(?:(?:np|n|p)?gettext|_(?:now)?)\(")

Key = tuple[str | None, str, str]
"""Context, singular, plural (empty where there is none)."""


def extracted() -> dict[Key, list[str]]:
    """Return every message of the code with the files it stands in."""
    found: dict[Key, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt"} or {"migrations", "static", "demo_data"} & set(file.parts):
            continue
        text = file.read_text(encoding="utf8")
        if file.suffix != ".py":
            if "/templates/" not in file.as_posix():
                continue
            text = "\n".join(calls(templatize(text, origin=str(file))))
        for key in messages_in(text, is_python=file.suffix == ".py"):
            found.setdefault(key, []).append(file.relative_to(ROOT).as_posix())
    return found


def messages_in(text: str, *, is_python: bool) -> Iterator[Key]:
    """Yield the messages of a text."""
    for _line, message, _comments, context in extract(
        "python", BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf8"}
    ):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield context, singular, plural or ""
    if is_python:
        for singular in inside_f_strings(text):
            yield None, singular, ""


def inside_f_strings(text: str) -> list[str]:
    """Return the messages inside f-strings, which Babel sees only from Python 3.12 on."""
    return [
        call.args[0].value
        for string in ast.walk(ast.parse(text))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "gettext", "gettext_lazy"}
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    ]


def calls(text: str) -> list[str]:
    """Return the gettext calls in what Django makes of a template, which is no valid Python as a whole."""
    found = []
    for match in CALL.finditer(text):
        end = text.find(")", match.end())
        while end != -1:
            call = text[match.start() : end + 1]
            try:
                ast.parse(call)
            except SyntaxError:
                end = text.find(")", end + 1)
            else:
                found.append(call)
                break
    return found


def catalogue(language: str) -> polib.POFile:
    """Read a catalogue, or begin one."""
    file = CATALOGUES / language / "LC_MESSAGES" / "django.po"
    if file.exists():
        return polib.pofile(str(file), wrapwidth=0)
    book = polib.POFile(wrapwidth=0)
    book.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    book.fpath = str(file)
    return book


def key_of(entry: polib.POEntry) -> Key:
    """Return what tells an entry from the others."""
    return (entry.msgctxt, entry.msgid, entry.msgid_plural or "")


def is_wanted(language: str, key: Key) -> bool:
    """Say whether a language's catalogue holds a message: Polish needs its plurals alone."""
    return language != "pl" or bool(key[2])


def is_translated(language: str, entry: polib.POEntry) -> bool:
    """Say whether every form of a message is there."""
    if entry.msgid_plural:
        forms = entry.msgstr_plural
        return len(forms) == FORMS[language] and all(forms.values())
    return bool(entry.msgstr) and not entry.fuzzy


def update() -> None:
    """Add what is new, drop what is gone, compile."""
    messages = extracted()
    for language in PLURALS:
        book = catalogue(language)
        known = {key_of(entry): entry for entry in book}
        fresh = polib.POFile(wrapwidth=0)
        fresh.metadata = book.metadata
        for key, files in sorted(messages.items(), key=lambda item: (item[0][1], item[0][0] or "")):
            if not is_wanted(language, key):
                continue
            entry = known.get(key) or polib.POEntry(
                msgctxt=key[0],
                msgid=key[1],
                msgid_plural=key[2] or None,
                msgstr="",
                msgstr_plural=dict.fromkeys(range(FORMS[language]), "") if key[2] else {},
            )
            entry.occurrences = [(file, "") for file in sorted(set(files))]
            fresh.append(entry)
        file = CATALOGUES / language / "LC_MESSAGES" / "django.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.save(str(file))
        fresh.save_as_mofile(str(file.with_suffix(".mo")))


def unknown_names() -> Iterator[str]:
    """Yield where `gettext` is given a name that nothing here looks for: what it is called with would be lost."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for name in ALIAS.findall(file.read_text(encoding="utf-8")):
            if name not in KEYWORDS:
                yield f"{file.relative_to(ROOT)}: `{name}` is no name of gettext that messages are looked for by"


def problems() -> list[str]:
    """Return what is missing, superfluous or not compiled, a line each."""
    messages = extracted()
    lines = list(unknown_names())
    for language in PLURALS:
        book = catalogue(language)
        wanted = {key for key in messages if is_wanted(language, key)}
        known = {key_of(entry): entry for entry in book}
        lines += [f"{language}: not in the catalogue: {key[1]!r}" for key in sorted(wanted - set(known), key=str)]
        lines += [f"{language}: no longer in the code: {key[1]!r}" for key in sorted(set(known) - wanted, key=str)]
        lines += [
            f"{language}: not translated: {entry.msgid!r}" for entry in book if not is_translated(language, entry)
        ]
        compiled = CATALOGUES / language / "LC_MESSAGES" / "django.mo"
        if not compiled.exists() or compiled.read_bytes() != book.to_binary():
            lines.append(f"{language}: not compiled since its last change")
    return lines


def main() -> int:
    """Update the catalogues, or tell what is wrong with them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if a message is missing")
    parser.add_argument("--missing", metavar="LANGUAGE", help="print the messages without a translation")
    options = parser.parse_args()
    if options.missing:
        for entry in catalogue(options.missing):
            if not is_translated(options.missing, entry):
                print(repr(entry.msgid), repr(entry.msgid_plural) if entry.msgid_plural else "")
        return 0
    if options.check:
        lines = problems()
        print("\n".join(lines) or "The catalogues are complete.")
        return 1 if lines else 0
    update()
    return 0


if __name__ == "__main__":
    sys.exit(main())
