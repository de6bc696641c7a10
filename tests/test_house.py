"""The house looks at itself: budgets, directions, names, and that nothing was forgotten."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "podworko"
PYTHON = [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]
TEMPLATES = [file for file in SOURCE.rglob("*.html") if "templates" in file.parts]

FUNCTION_LINES, VIEW_LINES, FILE_LINES, TEMPLATE_LINES = 40, 30, 400, 150
LARGER: dict[str, str] = {}
"""File or `file::function` that may exceed its budget → why."""


def own_apps():
    return {config.label for config in apps.get_app_configs() if config.name.startswith("podworko.")}


def rows():
    """App → its row, 0 at the top; apps of one row are strangers."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = contracts[0]["layers"]
    return {name.strip(" ()"): row for row, layer in enumerate(layers) for name in layer.split("|")}


def named(file):
    return str(file.relative_to(ROOT))


def functions(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def repository_files():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def url_names():
    found = []

    def walk(patterns, namespace):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, pattern.namespace or namespace)
            elif isinstance(pattern, URLPattern) and namespace in own_apps():
                found.append((namespace, pattern.name, pattern.callback))

    walk(get_resolver().url_patterns, "")
    assert found
    return found


# Budgets


def test_functions_and_views_stay_within_their_budget():
    too_long = []
    for file in PYTHON:
        budget = VIEW_LINES if "views" in (file.stem, file.parent.name) else FUNCTION_LINES
        for node in functions(file):
            name = f"{named(file)}::{node.name}"
            if node.end_lineno - node.lineno + 1 > budget and name not in LARGER:
                too_long.append(f"{name}: {node.end_lineno - node.lineno + 1} lines")
    assert too_long == []


def test_files_stay_within_their_budget():
    budgets = dict.fromkeys(PYTHON, FILE_LINES) | dict.fromkeys(TEMPLATES, TEMPLATE_LINES)
    counts = {named(file): len(file.read_text().splitlines()) for file in budgets}
    assert [
        f"{named(file)}: {counts[named(file)]} lines"
        for file, budget in budgets.items()
        if counts[named(file)] > budget and named(file) not in LARGER
    ] == []


def test_exceptions_from_budgets_are_still_needed():
    existing = {named(file) for file in PYTHON + TEMPLATES}
    assert [name for name in LARGER if name.partition("::")[0] not in existing] == []


# Directions


def test_relations_point_downwards_or_stay_within_their_app():
    row = rows()
    upwards = []
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in own_apps():
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.auto_created or not target or target._meta.app_label not in own_apps() | {label}:
                continue
            if target._meta.app_label != label and row[target._meta.app_label] <= row[label]:
                upwards.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert upwards == []


def test_links_in_templates_below_the_portal_point_downwards():
    row = rows()
    upwards = []
    for file in TEMPLATES:
        app = file.relative_to(SOURCE).parts[0]
        if row[app] <= row["portal"]:
            continue
        upwards += [
            f"{named(file)} → {target}"
            for target in re.findall(r"""{%\s*url\s+["'](\w+):""", file.read_text())
            if target != app and target in row and row[target] <= row[app]
        ]
    assert upwards == []


def test_core_knows_no_word_of_the_domain():
    words = re.compile(r"\b(azory|osiedl\w*|organi[sz]ation|neighbourhood)\b", re.IGNORECASE)
    spoken = {"visibility.py": "holds the visibility table, whose columns are organisation and area"}
    found = [
        f"{named(file)}: {match[0]}"
        for file in (SOURCE / "core").rglob("*.py")
        if file.name not in spoken
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module and (match := words.search(node.module))
    ]
    assert found == []


# What the house refuses


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils", "common", "helpers", "misc"}
    assert [named(file) for file in PYTHON if file.stem in drawers or drawers & set(file.parts)] == []


def test_no_signals_no_generic_relations_no_class_based_views():
    refused = re.compile(
        r"django\.dispatch|django\.db\.models\.signals|GenericForeignKey|django\.views\.generic|as_view\(",
    )
    assert [f"{named(file)}: {match[0]}" for file in PYTHON if (match := refused.search(file.read_text()))] == []


def test_templates_hold_no_inline_script_style_or_handler():
    refused = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=[\"']|javascript:", re.IGNORECASE)
    allowed = re.compile(r'<script type="application/(ld\+)?json"', re.IGNORECASE)
    found = []
    for file in TEMPLATES:
        text = re.sub(r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}", "", file.read_text(), flags=re.DOTALL)
        found += [f"{named(file)}: {m[0]}" for m in refused.finditer(text) if not allowed.match(m[0])]
    assert found == []


def test_templates_take_the_tags_for_phrases_that_are_built_in():
    loading = [str(file) for file in TEMPLATES if re.search(r"{% load [^%]*\bi18n\b", file.read_text())]
    assert loading == [], "i18n need not be loaded; see core/templatetags/quick_i18n.py"


def test_forms_with_fields_leave_the_checking_to_the_server():
    """Our sentences are better than the browser's; a form of buttons only has nothing to check."""
    form = re.compile(r"<form\b(?:{%.*?%}|{{.*?}}|[^>{])*>", re.DOTALL)
    field = re.compile(r'<input(?![^>]*type="hidden")|<select|<textarea|{{ ?\w*form|{% include "portal/_settle.html"')
    found = []
    for file in TEMPLATES:
        text = file.read_text()
        for match in form.finditer(text):
            inside = text[match.end() : text.find("</form>", match.end())]
            if field.search(inside) and "novalidate" not in match[0]:
                found.append(f"{named(file)}: {match[0][:60]}")
    assert found == []


def test_migrations_are_named_by_hand():
    assert [named(file) for file in SOURCE.rglob("migrations/*.py") if "_auto_" in file.name] == []


def test_actions_take_their_actor_by_keyword():
    wrong = []
    for file in SOURCE.glob("*/actions*.py"):
        for node in ast.parse(file.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if "by" not in {argument.arg for argument in node.args.kwonlyargs}:
                wrong.append(f"{named(file)}::{node.name}")
    assert wrong == []


# Nothing is forgotten


def test_every_page_has_one_name_and_a_test():
    missing = []
    for app, name, view in url_names():
        if view.__name__ != name:
            missing.append(f"{app}:{name} is served by {view.__name__}")
        if not (ROOT / "tests" / app / f"test_{name}.py").exists():
            missing.append(f"{app}:{name} has no tests/{app}/test_{name}.py")
    assert missing == []


def test_no_template_is_unused():
    spoken = "\n".join(file.read_text() for file in PYTHON + TEMPLATES)
    from_outside = re.compile(r"^(\d{3}|account/.*|allauth/.*|mfa/.*|usersessions/.*|socialaccount/.*|django/.*)")
    unused = []
    for file in TEMPLATES:
        name = str(file).rpartition("/templates/")[2]
        if name not in spoken and not from_outside.match(name):
            unused.append(name)
    assert unused == []


def test_every_setting_is_documented_and_every_documented_one_exists():
    read = re.compile(r"""(?:env(?:ironment)?\.\w+\(|environ(?:\.get)?[\[(])\s*["']([A-Z][A-Z0-9_]+)["']""")
    ours = {name for file in PYTHON for name in read.findall(file.read_text())} - {"DJANGO_SETTINGS_MODULE"}
    table = (ROOT / "docs" / "settings.md").read_text()
    documented = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", table, re.MULTILINE))
    assert documented == ours


def test_the_index_of_points_holds_what_the_table_holds(loaded_demo):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own index")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organisations_location_points ORDER BY id")
        indexed = cursor.fetchall()
        cursor.execute("SELECT id FROM organisations_location WHERE longitude IS NOT NULL ORDER BY id")
        assert indexed == cursor.fetchall()
    assert len(indexed) > 20


# What the repository says of itself


def test_the_licence_is_the_affero_licence_in_full():
    text = (ROOT / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "Remote Network Interaction" in text
    assert len(text.split()) > 5000
    assert 'license = "AGPL-3.0-or-later"' in (ROOT / "pyproject.toml").read_text()


def test_the_repository_names_no_registry_and_no_machine():
    # Taken apart, so that this file does not find itself.
    hosts = "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.org", "yarnpkg" + r"\.com"])
    folders = "|".join(["/ro" + "ot/", "/wo" + "rk/", "/tm" + "p/wt", "/home/[a-z]"])
    refused = re.compile(rf"(?:{hosts})|(?<![\w.}}])(?:{folders})")
    found = []
    for file in repository_files():
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{named(file)}: {match[0]}" for match in refused.finditer(text)]
    assert found == []


def test_required_words_stand_where_a_newcomer_looks():
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        assert (ROOT / name).read_text().strip(), name
    for name in ("architecture", "add-a-page", "settings", "operate"):
        assert (ROOT / "docs" / f"{name}.md").read_text().strip(), name
    for app in own_apps():
        assert (SOURCE / app / "README.md").read_text().startswith(f"# {app}\n"), app
    records = list((ROOT / "docs" / "adr").glob("*.md"))
    assert records
    assert [named(file) for file in records if len(file.read_text().splitlines()) > 60] == []
