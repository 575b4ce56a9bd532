"""Lets the emulator honour the weights of an alias: it stores them and calls the alias's own version only.

Lambda draws a version for every call (Lambda Developer Guide, "Weighted aliases"). Here the shares are dealt out in turn instead:
of ten calls at a weight of 0.1 the tenth goes to the other version, so that a run knows how many calls each version had.
"""

from contextvars import ContextVar
from threading import Lock

import ministack.services.lambda_svc as functions

# Weights have at most a handful of digits; whole numbers add up without rounding.
WHOLE = 100_000

dealt = {}
dealing = Lock()
only_read = ContextVar("only_read", default=False)


def version_for_call(func, qualifier):
    """The version that this call goes to when the qualifier is an alias with weights; the qualifier itself otherwise."""
    alias = ((func or {}).get("aliases") or {}).get(qualifier)
    weights = ((alias or {}).get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    # Lambda takes one further version (API reference, AliasRoutingConfiguration).
    for version, weight in weights.items():
        key = (alias["AliasArn"], alias["FunctionVersion"], version, weight)
        with dealing:
            dealt[key] = dealt.get(key, 0) + round(weight * WHOLE)
            if dealt[key] < WHOLE:
                return alias["FunctionVersion"]
            dealt[key] -= WHOLE
        return version
    return qualifier


def install():
    """Replaces what looks up the function of a call: for API Gateway, SNS, mappings and the like, and for Invoke."""
    effective, invoke = functions._effective_func_record_for_qualifier, functions._invoke

    def effective_record(func, qualifier):
        return effective(func, qualifier if only_read.get() else version_for_call(func, qualifier))

    async def weighted_invoke(name, event, headers, path_qualifier=None, query_params=None):
        asked = path_qualifier or functions._qp_first(query_params or {}, "Qualifier")
        version = version_for_call(functions._functions.get(name), asked)
        return await invoke(name, event, headers, version, query_params)

    def reading(read):
        def look(*args, **kwargs):
            token = only_read.set(True)
            try:
                return read(*args, **kwargs)
            finally:
                only_read.reset(token)

        return look

    functions._effective_func_record_for_qualifier = effective_record
    functions._invoke = weighted_invoke
    # GetFunction shows the alias's own version, whatever its weights.
    functions._get_function = reading(functions._get_function)
    functions._get_function_config = reading(functions._get_function_config)
