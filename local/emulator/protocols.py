"""Lets the emulator find a service's protocol without reading all that is known of the service.

The emulator corrects the content type of its answers by botocore's model of the service: with a service's first call it reads the whole model, and with
the very first one all of botocore, hundreds of milliseconds of a deployment. The protocol is at the head of the model's file.
"""

import functools
import gzip
import importlib.util
import json
import os

import ministack.core.responses as responses

# The metadata of a model ends within the first few hundred characters.
HEAD = 4096


class Model:
    """A service's model of which the metadata is known; what else it has is read when it is asked for."""

    def __init__(self, metadata, read):
        self.metadata = metadata
        self._read = read

    def __getattr__(self, name):
        return getattr(self._read(), name)


def metadata_of(name):
    """The metadata of the newest version of a service's model; None where there is no such file, or it begins with something else."""
    folder = os.path.join(os.path.dirname(importlib.util.find_spec("botocore").origin), "data", name)
    try:
        file = os.path.join(folder, sorted(os.listdir(folder))[-1], "service-2.json.gz")
        with gzip.open(file, "rt", encoding="utf-8") as model:
            head = model.read(HEAD)
        return json.JSONDecoder().raw_decode(head, head.index("{", head.index('"metadata"')))[0]
    except (OSError, ValueError, IndexError):
        return None


def install():
    """Replaces what looks up a service's model."""
    whole = responses._service_model

    @functools.lru_cache(maxsize=None)
    def service_model(service):
        metadata = metadata_of(responses._BOTOCORE_NAME.get(service, service))
        return whole(service) if metadata is None else Model(metadata, lambda: whole(service))

    responses._service_model = service_model
