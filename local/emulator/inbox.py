"""Lets the emulator's inbox be read bit by bit: it answers with every email that was ever sent, of which there may be tens of thousands.

GET /_ministack/ses/messages?account=ID&after=N answers with those behind the first N of the account, and ?id=MESSAGE with that one alone; both
with the number of all as `total`. Everything else the emulator answers itself.
"""

import json

import ministack.app as server
import ministack.services.ses as ses


def entries_of(account):
    """Every email of the account, in the order in which they were taken."""
    found = []
    for key, value in ses._sent_emails.to_dict().items():
        if key[0] == account and key[-1] == "entries" and isinstance(value, list):
            found.extend(value)
    return found


def shown(entry):
    """As the emulator itself shows it."""
    return {
        "MessageId": entry["MessageId"],
        "Source": entry["Source"],
        "To": entry.get("To", []),
        "Subject": entry.get("RenderedSubject") or entry.get("Subject", ""),
        "BodyText": entry.get("RenderedBodyText") or entry.get("BodyText", ""),
        "BodyHtml": entry.get("RenderedBodyHtml") or entry.get("BodyHtml"),
        "Timestamp": entry["Timestamp"],
    }


def first(query, name):
    """The value of a parameter, which may be given as a list; None where there is none."""
    value = query.get(name)
    return value[0] if isinstance(value, (list, tuple)) else value


def install():
    """Replaces what answers the page of the inbox."""
    whole = server._handle_ses_messages_request

    async def answer(method, path, headers, query):
        account, after, wanted = (first(query, name) for name in ("account", "after", "id"))
        if path != "/_ministack/ses/messages" or method != "GET" or account is None or (after is None and wanted is None):
            return await whole(method, path, headers, query)
        entries = entries_of(account)
        if wanted is not None:
            found = [entry for entry in entries if entry["MessageId"] == wanted]
        elif after.isdecimal():
            found = entries[int(after):]
        else:
            return 400, {"Content-Type": "text/plain"}, f"after must be a whole number, '{after}' given".encode()
        body = {"messages": {account: [shown(entry) for entry in found]}, "total": len(entries)}
        return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()

    server._handle_ses_messages_request = answer
