"""Lets the emulator's queues be as fast when they are long as when they are short, and be measured without a look at each message.

The emulator goes through a whole queue four times for each batch that it hands out, and once more to delete it: many milliseconds where ten thousand
messages wait, in which it answers nobody, and a list written anew loses what another thread does to the old one. SQS's rate does not depend on how
many messages wait ("Amazon SQS standard queues": nearly unlimited calls a second). Queues of the type FIFO hand out as before: by groups.

GET /_ministack/sqs/metrics?account=ID&region=REGION&receives=N answers, by queue name, with the number of `visible` messages, and with `oldest`: since
when, in epoch seconds, the message waits that has been there longest, of those that were received N times at most; null when there is none.
"""

import json
import time

import ministack.app as server
import ministack.services.sqs as queues

# A message may stay so many seconds longer than its queue's retention, which is a minute at least.
RETENTION_PRECISION = 1.0

looked_for_expired = {}


def redrive(queue):
    """The dead-letter queue, and from how many receives on a message goes there; None and 0 where there is none."""
    policy = json.loads(queue["attributes"].get("RedrivePolicy") or "{}")
    return queues._queue_by_arn(policy.get("deadLetterTargetArn") or ""), int(policy.get("maxReceiveCount") or 0)


def take_out(queue, message):
    """Whether the message was still in the queue. In place: what another thread appends meanwhile stays."""
    try:
        queue["messages"].remove(message)
        return True
    except ValueError:
        return False


def move_to_dead_letters(queue, message, dead_letters, now):
    """As SQS does when a message is received once more than its queue lets it be; it keeps the time at which it was sent."""
    if not take_out(queue, message):
        return
    source = {"DeadLetterQueueSourceArn": queue["attributes"].get("QueueArn", "")}
    moved = {**message, "receipt_handle": None, "visible_at": now, "moved_at": now, "sys": {**source, **message["sys"]}}
    dead_letters["messages"].append(moved)
    queues.esm_wake.set()


def receive(queue, most, visibility_timeout):
    """The first visible messages, from now on invisible to others. Ends at the last one that it takes."""
    now = time.time()
    dead_letters, limit = redrive(queue)
    taken, exhausted = [], []
    for message in queue["messages"]:
        if message.get("visible_at", 0) > now:
            continue
        queues._ensure_msg_fields(message)
        if dead_letters is not None and 0 < limit <= message["receive_count"]:
            exhausted.append(message)
            continue
        message["receipt_handle"] = queues.new_uuid()
        message["visible_at"] = now + visibility_timeout
        message["receive_count"] += 1
        message["first_receive_at"] = message["first_receive_at"] or now
        taken.append(message)
        if len(taken) >= most:
            break
    for message in exhausted:
        move_to_dead_letters(queue, message, dead_letters, now)
    return taken


def delete(queue, receipt_handles):
    """Deletes the messages with these handles, and returns the handles that it found. Ends at the last one."""
    left, found = set(receipt_handles), []
    for message in queue["messages"]:
        if not left:
            break
        if message.get("receipt_handle") in left:
            left.remove(message["receipt_handle"])
            found.append(message)
    return {message["receipt_handle"] for message in found if take_out(queue, message)}


def measured(queue, receives, now):
    """What CloudWatch is told of a queue."""
    visible, oldest = 0, None
    for message in queue["messages"]:
        if message.get("visible_at", 0) <= now:
            visible += 1
        if message.get("receive_count", 0) <= receives:
            since = message.get("moved_at") or message.get("enqueued_at") or message.get("sent_at") or now
            oldest = since if oldest is None or since < oldest else oldest
    return {"visible": visible, "oldest": oldest}


def metrics_page(query):
    """The body of the page, by queue name."""
    account, region, receives = (query.get(name) for name in ("account", "region", "receives"))
    account, region, receives = (value[0] if isinstance(value, (list, tuple)) else value for value in (account, region, receives))
    now = time.time()
    found = {key: queue for key, queue in queues._queues.to_dict().items() if (key[0], key[1]) == (account, region)}
    return {queue["name"]: measured(queue, int(receives), now) for queue in found.values()}


def install():
    """Replaces what hands out and deletes messages of standard queues, and adds the page."""
    expire, sweep, collect = queues._expire_retained, queues._dlq_sweep, queues._collect_msgs
    refuse_one, refuse_some = queues._HANDLERS["DeleteMessage"], queues._HANDLERS["DeleteMessageBatch"]
    pages = server._handle_sqs_messages_request

    def expire_now_and_then(queue):
        now, key = time.monotonic(), queue["attributes"].get("QueueArn")
        if now - looked_for_expired.get(key, 0) >= RETENTION_PRECISION:
            looked_for_expired[key] = now
            expire(queue)

    def sweep_groups(queue):
        if queue["is_fifo"]:
            sweep(queue)

    def hand_out(queue, most, visibility_timeout):
        return (collect if queue["is_fifo"] else receive)(queue, most, visibility_timeout)

    def delete_handled(queue_url, receipt_handles):
        with queues._queues_lock:
            delete(queues._get_q(queue_url), receipt_handles)

    def delete_one(data, url):
        queue = queues._get_q(data.get("QueueUrl", url), "sqs:DeleteMessage")
        # What there is no message for the emulator refuses itself.
        return {} if delete(queue, {data.get("ReceiptHandle", "")} - {""}) else refuse_one(data, url)

    def delete_some(data, url):
        queue = queues._get_q(data.get("QueueUrl", url), "sqs:DeleteMessage")
        entries = data.get("Entries", [])
        queues._validate_batch_entries(entries, "DeleteMessageBatchRequestEntry")
        gone = delete(queue, {entry.get("ReceiptHandle", "") for entry in entries} - {""})
        found, missing = [], []
        for entry in entries:
            (found if entry.get("ReceiptHandle") in gone else missing).append(entry)
        refused = refuse_some({**data, "Entries": missing}, url)["Failed"] if missing else []
        return {"Successful": [{"Id": entry["Id"]} for entry in found], "Failed": refused}

    async def answer(method, path, headers, query):
        if path != "/_ministack/sqs/metrics" or method != "GET":
            return await pages(method, path, headers, query)
        return 200, {"Content-Type": "application/json"}, json.dumps({"queues": metrics_page(query)}).encode()

    queues._expire_retained, queues._dlq_sweep, queues._collect_msgs = expire_now_and_then, sweep_groups, hand_out
    queues._delete_messages_for_esm = delete_handled
    queues._HANDLERS.update({"DeleteMessage": delete_one, "DeleteMessageBatch": delete_some})
    server._handle_sqs_messages_request = answer
