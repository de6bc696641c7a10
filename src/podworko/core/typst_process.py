"""The process in which prints are set: reads one job as JSON, writes the result, ends.

typst remembers what it has computed for the next time, tens of megabytes a document; a process of its own
gives them back, and whatever goes wrong in it leaves the server standing. Knows nothing but `glyphs`.
"""

import json
import sys
from pathlib import Path
from typing import Any

import typst

from podworko.core import glyphs


def main() -> int:
    """Do the job on standard input; return 1, with a sentence on standard error, if it cannot be done."""
    job = json.load(sys.stdin.buffer)
    try:
        result = _do(job)
    except (typst.TypstError, RuntimeError) as error:
        sys.stderr.write(_describe(error))
        return 1
    sys.stdout.buffer.write(result)
    return 0


def _do(job: dict[str, Any]) -> bytes:
    fonts = Path(job["fonts"])
    options: dict[str, Any] = {
        "root": job["root"],
        # Only the fonts that the program ships: a print looks the same on every machine, and starts faster.
        "font_paths": typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]),
        "sys_inputs": {"data": _drawable_json(job["data"], fonts)},
    }
    template = job["template"]
    if job["task"] == "measure":
        return typst.query(template, f"<{job['label']}>", field="value", one=True, **options).encode()
    if job["task"] == "preview":
        pages = typst.compile(template, format="png", ppi=job["dots_per_inch"], **options)
        return bytes(pages[0] if isinstance(pages, list) else pages)
    pdf, warnings = typst.compile_with_warnings(
        template, format="pdf", pdf_standards=["ua-1"], timestamp=job["made_at"], **options
    )
    for warning in warnings:
        sys.stderr.write(f"{warning.message}\n")
    return bytes(pdf)


def _drawable_json(data: Any, fonts: Path) -> str:
    # PDF/UA-1 forbids characters without a glyph; one strange name must not stop a whole poster.
    known = glyphs.common_characters(tuple(sorted(fonts.glob("*.ttf"))))
    return json.dumps(_drawable(data, known), ensure_ascii=False)


def _drawable(value: Any, known: frozenset[str]) -> Any:
    if isinstance(value, str):
        return glyphs.drawable(value, known)
    if isinstance(value, dict):
        return {key: _drawable(item, known) for key, item in value.items()}
    if isinstance(value, list):
        return [_drawable(item, known) for item in value]
    return value


def _describe(error: Exception) -> str:
    hints = "; ".join(getattr(error, "hints", []))
    message = getattr(error, "message", "") or str(error)
    return message + (f" ({hints})" if hints else "")


if __name__ == "__main__":
    sys.exit(main())
