"""python guarded.py: the emulator as `python -m ministack` runs it, behind a guard in the same process, so that no hop is added.

A web page on this machine's browser reaches every port of the loopback interface. The emulator itself checks neither Host nor
Origin and takes well-known keys for its root user without looking at the signature. The guard refuses, with 403:
- another Host than a loopback name: a foreign name that was made to point here (DNS rebinding);
- what a page of another origin sends, by Origin or Sec-Fetch-Site. Requests to a deployed API are not concerned: there the
  API's own authorizer and CORS answers decide, as on AWS;
- the emulator's well-known root keys, when AWS_ACCESS_KEY_ID names another one: `test`, and any twelve digits.
The same rules for the local run's servers in Node: cli/loopback-guard.ts; one table of cases tests both.

Other files beside it mend what the emulator lacks: alias_weights.py, deliveries.py, inbox.py. And what it takes long for: queues.py, protocols.py,
policy_documents.py.
"""

import os
import re
import runpy
from urllib.parse import parse_qs

import ministack.app as server
from ministack.core.router import extract_access_key_id

LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|[a-z0-9.-]+\.localhost|\[::1\])(?::\d+)?", re.IGNORECASE)
WELL_KNOWN_KEY = re.compile(r"test|\d{12}")
ROOT_KEY = os.environ.get("AWS_ACCESS_KEY_ID", "test")

emulator = server.app


def refusal(scope):
    """Why this request is refused, in a few words; None when it is not."""
    headers = {}
    for name, value in scope["headers"]:
        # Two values of one of these are none that anybody honest sends: joined they match nothing.
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    host = headers.get("host", "")
    if not LOOPBACK.fullmatch(host):
        return "this Host is not a name of this machine's loopback interface"
    if server._parse_execute_api_url(host, scope["path"]) is None:
        origin = headers.get("origin")
        if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
            return "pages of other origins are not answered"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return "pages of other origins are not answered"
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    key = extract_access_key_id(headers, query) or ""
    if key != ROOT_KEY and ROOT_KEY != "test" and WELL_KNOWN_KEY.fullmatch(key):
        return "UnrecognizedClientException: this emulator has a root key of its own"
    return None


async def guarded(scope, receive, send):
    why = refusal(scope) if scope["type"] in ("http", "websocket") else None
    if why is None:
        await emulator(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        body = why.encode()
        headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 403, "headers": headers})
        await send({"type": "http.response.body", "body": body})


for mended in ("alias_weights.py", "deliveries.py", "inbox.py", "policy_documents.py", "protocols.py", "queues.py"):
    runpy.run_path(os.path.join(os.path.dirname(os.path.abspath(__file__)), mended))["install"]()
server.app = guarded
server.main()
