"""The engines that the settings name, made when asked for."""

from chatmine import plugins
from chatmine.settings import Settings
from chatmine.store import Store
from indexer.searching import Index


def index_name(settings: Settings) -> str:
    """`elasticsearch` when an address is set, else the embedded `tantivy`."""
    return "elasticsearch" if settings.elasticsearch.url else "tantivy"


def open_index(settings: Settings, store: Store) -> Index:
    """The search index of the workspace; raises `CannotWork` when it is out of reach.

    On a cluster each workspace has an index of its own.
    """
    module = plugins.load("indexer.engines", index_name(settings))
    if not settings.elasticsearch.url:
        embedded: Index = module.open_index(store.folder / "index")
        return embedded
    cluster = settings.elasticsearch
    index: Index = module.open_index(
        cluster.url,
        f"{cluster.index}-{store.identity}",
        user=cluster.user,
        password=cluster.password,
        api_key=cluster.api_key,
        ca=cluster.ca,
    )
    return index


def engine_names(settings: Settings) -> dict[str, str | None]:
    """What `status` calls the engines; `asr` is None without a model."""
    return {
        "ocr": f"{settings.ocr.engine} ({settings.ocr.detection}, {settings.ocr.recognition})",
        "asr": f"{settings.asr.engine} ({settings.asr.model})" if settings.asr.model else None,
        "index": index_name(settings),
    }
