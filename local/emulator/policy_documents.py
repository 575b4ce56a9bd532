"""Lets the emulator read each policy document once: it parses every policy of a function's role again for each call that the function makes."""

import functools

import ministack.core.iam_evaluator as evaluator

# A role of this program has six documents at most, and each queue, topic and key one.
MOST = 1024


def install():
    """Replaces what parses a document. Statements are only read, so that calls can share them."""
    parse = evaluator.parse_policy_document
    parsed = functools.lru_cache(maxsize=MOST)(parse)

    def parse_once(document):
        return list(parsed(document)) if isinstance(document, str) else parse(document)

    evaluator.parse_policy_document = parse_once
