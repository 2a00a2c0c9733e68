"""The reference pages are made from the program: what a page lacks is written and the test fails once."""

import ast
import dataclasses
from pathlib import Path

import click
import pytest

from chatmine import plugins, settings
from chatmine.cli.commands import program

ROOT = Path(__file__).parents[2]
KINDS = {
    "crawlers.spiders": "Platforms",
    "crawlers.importers": "Importers",
    "ocr.engines": "OCR engines",
    "asr.engines": "Speech engines",
    "transcripts.readers": "Subtitle readers",
    "indexer.engines": "Search engines",
    "export.formats": "Dataset formats",
}


def _commands() -> str:
    parts = [
        "# Commands\n\nThis page is what `--help` prints; a test keeps it so.\n",
        f"```\n{_help(program, 'chatmine')}\n```\n",
    ]
    for name in program.list_commands(click.Context(program)):
        parts.append(f"## chatmine {name}\n\n```\n{_help(program.commands[name], f'chatmine {name}')}\n```\n")
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
    return command.get_help(context)


def _settings() -> str:
    rows = [
        "# Settings\n",
        "Defaults, then `chatmine.toml` in the current folder, then `CHATMINE_*`, then flags. In the file,",
        "`crawl.delay` is `delay` under `[crawl]`. A test keeps this page as `chatmine/settings.py` is.\n",
        "| setting | variable | default | what it is |",
        "| --- | --- | --- | --- |",
    ]
    words = _explanations()
    defaults = settings.Settings()
    for name in settings.names():
        value: object = defaults
        for part in name.split("."):
            value = getattr(value, part)
        variable = {v: k for k, v in settings.SHORT_NAMES.items()}.get(
            settings.variable(name), settings.variable(name)
        )
        rows.append(f"| `{name}` | `{variable}` | {f'`{value}`' if value != '' else '-'} | {words[name]} |")
    rows += [
        "\n## Named crawls\n",
        "`chatmine crawl --all` runs each section `[crawls.NAME]` of the file, one after the other:\n",
        '```toml\n[crawls.mastodon-chatgpt]\nplatform = "mastodon"',
        'source = "mastodon.social"\ntag = "ChatGPT"\n```\n',
        "| key | what it is |",
        "| --- | --- |",
        *(f"| `{name}` | {words[f'namedcrawl.{name}']} |" for name in _crawl_keys()),
    ]
    rows.append("\n## Plug-ins\n")
    rows += [
        f"- **{title}** (`{kind.replace('.', '/')}/`): {', '.join(f'`{n}`' for n in plugins.names(kind))}"
        for kind, title in KINDS.items()
    ]
    return "\n".join(rows) + "\n"


def _crawl_keys() -> list[str]:
    return [field.name for field in dataclasses.fields(settings.NamedCrawl)]


def _explanations() -> dict[str, str]:
    """The line of explanation under each field of the settings' classes."""
    tree = ast.parse((ROOT / "chatmine/settings.py").read_text(encoding="utf-8"))
    found = {}
    for made in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        section = "" if made.name == "Settings" else made.name.lower() + "."
        for field, words in zip(made.body, made.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                said = (
                    words.value.value
                    if isinstance(words, ast.Expr) and isinstance(words.value, ast.Constant)
                    else ""
                )
                found[section + field.target.id] = " ".join(str(said).split())
    return found


@pytest.mark.parametrize(("page", "made"), [("commands.md", _commands), ("settings.md", _settings)])
def test_the_reference_page_says_what_the_program_does(page: str, made: object) -> None:
    path = ROOT / "docs" / page
    expected = made()  # type: ignore[operator]
    if not path.exists() or path.read_text(encoding="utf-8") != expected:
        path.write_text(expected, encoding="utf-8")
        pytest.fail(f"docs/{page} was written anew: read it, and commit it if it is right")


def test_every_setting_is_explained() -> None:
    words = _explanations()
    assert all(words.get(name) for name in settings.names())
    assert all(words.get(f"namedcrawl.{name}") for name in _crawl_keys())


def test_there_is_a_page_on_adding_each_kind_of_plugin() -> None:
    pages = {path.stem for path in (ROOT / "docs/adding").glob("*.md")}
    assert pages >= {"platform", "importer", "ocr-engine", "speech-engine", "search-engine", "format"}


def test_links_between_the_pages_lead_somewhere() -> None:
    import re

    for page in [ROOT / "README.md", ROOT / "README.zh.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
