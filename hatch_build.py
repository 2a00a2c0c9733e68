"""Build hook: the dependencies of the package are the lines of requirements.in, written once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class CustomMetadataHook(MetadataHookInterface):  # type: ignore[misc]
    """Reads requirements.in when the project is built or installed."""

    def update(self, metadata: dict) -> None:  # type: ignore[type-arg]
        """Put the requirements, without comments, into `metadata`."""
        lines = (Path(self.root) / "requirements.in").read_text(encoding="utf-8").splitlines()
        stripped = (line.split("#")[0].strip() for line in lines)
        metadata["dependencies"] = [line for line in stripped if line]
