"""`README.md`, the dataset card: front matter that `datasets.load_dataset` goes by, then what a reader needs.

Made of the manifest and the counted provenance alone, so that it can be made again after a takedown.  What
came from outside (the query, platform names, licences) stands in JSON blocks only, where it can't be markup.
"""

from collections.abc import Mapping

import msgspec

from export.items import Kind
from export.lines import page
from export.manifest import DataFile, Manifest

NAME = "README.md"

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_LANGUAGES = {"zh": ("zh",), "en": ("en",), "mixed": ("zh", "en")}


def card(made: Manifest, counted: Mapping[str, Mapping[str, int]]) -> str:
    """The text of the card."""
    return _CARD.format(
        front=_front(made, counted.get("language", {})),
        title=made.title,
        rows=made.rows,
        format=made.format,
        splits=", ".join(f"`{file.path}` ({file.rows})" for file in made.files),
        counts=_block(counted),
        left_out=_block(made.left_out),
        options=_block({"options": made.options, "versions": made.versions}),
    )


def _block(value: object) -> str:
    return page(value).decode().rstrip("\n")


def _front(made: Manifest, languages: Mapping[str, int]) -> str:
    fields: dict[str, object] = {
        "language": sorted({code for name in languages for code in _LANGUAGES.get(name, ())}),
        "license": "other",
        "task_categories": ["text-generation"],
        "tags": ["conversational", "instruction-tuning"],
        "size_categories": [next((name for below, name in _SIZES if made.rows < below), "n>1M")],
        "configs": [{"config_name": "default", "data_files": _data_files(made.files)}],
        "dataset_info": {"features": _columns(made.features)},
    }
    if not _data_files(made.files):
        del fields["configs"]
    # JSON is YAML too, and can't be broken by what stands in a string.
    lines = ((name, msgspec.json.encode(value).decode()) for name, value in fields.items() if value)
    return "\n".join(f"{name}: {text}" for name, text in lines)


def _data_files(files: tuple[DataFile, ...]) -> list[dict[str, str]]:
    """Without the empty ones: `datasets` 5.2 refuses a split without rows (tried)."""
    return [{"split": file.split, "path": file.path} for file in files if file.rows]


def _columns(features: Mapping[str, Kind]) -> list[dict[str, object]]:
    """The columns in the words of `dataset_info`.

    Stated, because `datasets` guesses from the first 10 MB: a column of empty lists there breaks the load.
    """
    return [{"name": name, **_typed(kind)} for name, kind in features.items()]


def _typed(kind: Kind) -> dict[str, object]:
    if isinstance(kind, str):
        return {"dtype": kind}
    if isinstance(kind, Mapping):
        return {"struct": _columns(kind)}
    inner = kind[0]
    if isinstance(inner, str):
        return {"list": inner}
    return {"list": _columns(inner) if isinstance(inner, Mapping) else _typed(inner)}


_CARD = """\
---
{front}
---

# Conversations with chatbots, read from shared screenshots and videos

{rows} rows, format `{format}` ({title}): {splits}.

Read by OCR and speech recognition from what people shared, paired into questions and answers, and exported by
chatmine. The text is what the engines read, with their mistakes; `confidence` in `provenance.jsonl` says how
sure they were.

```python
import datasets
dataset = datasets.load_dataset("PATH/OF/THIS/FOLDER")
```

## What is in it

Rows by value.

```json
{counts}
```

## What was left out

Pairs by reason: `partial` is cut off by a picture's edge, `empty` has nothing on one side, `gap` would have
had to be glued to its conversation over one that is missing, `personal_data` holds an address or number of
a person, `takedown` are rows removed later. `no_pair` counts conversations without a question and its answer.

```json
{left_out}
```

## How it was made

```json
{options}
```

## Where every row comes from

`provenance.jsonl` has a line for every row, under its `id`: the post and its address, the SHA-256 of the
pictures or videos, the engines that read them, the assistant, model and language, the confidence, flags, the
licence where the post states one, and the hash of the row's text. Authors are not named, though a post's
address may show an account.

## Rights

The posts belong to their authors; what licence a post states is in `provenance.jsonl`, and most state none.
Rows whose authors want them gone are removed with `chatmine export --apply-takedown PATCH FOLDER`, where
the patch comes from whoever made this dataset.
"""
