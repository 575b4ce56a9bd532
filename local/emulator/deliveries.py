"""Lets the emulator keep what a queue refuses to take from a topic or a rule: it drops such messages, and never refuses a rule's.

A queue refuses when it does not exist or when its policy does not let the service in. Neither is retried: the message goes to the dead
letters of the subscription or the target at once, and where these refuse it too it is lost. Both are counted in CloudWatch, as AWS counts them.
A release of the emulator that reads a redrive policy or a dead-letter config itself is left to do so.
- SNS Developer Guide, "Amazon SNS dead-letter queues" (client-side errors), "Monitoring Amazon SNS topics using CloudWatch".
- EventBridge User Guide, "Using dead-letter queues to process undelivered events", "Monitoring Amazon EventBridge".
"""

import inspect
import json
from contextvars import ContextVar

import ministack.services.cloudwatch as metrics
import ministack.services.eventbridge as buses
import ministack.services.sns as topics
import ministack.services.sqs as queues
from ministack.core.arn import parse_arn

# The target that is being called, and its rule.
calling = ContextVar("calling", default=None)


def refusal(queue_arn, service, source_arn):
    """Code and text of the error, as AWS names it; None when the queue takes the message."""
    if queues._queue_by_arn(queue_arn) is None:
        return "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist."
    if not queues.queue_policy_allows(queue_arn, service, source_arn, parse_arn(source_arn).account_id):
        return "NO_PERMISSIONS", f"{service} is not allowed to send messages to {queue_arn}."
    return None


def dead_letters_of(topic_arn, queue_arn):
    """ARN of the queue that the subscription of a queue names in its redrive policy."""
    for subscription in (topics._topics.get(topic_arn) or {}).get("subscriptions", []):
        if subscription.get("protocol") == "sqs" and subscription.get("endpoint") == queue_arn:
            policy = subscription.get("attributes", {}).get("RedrivePolicy") or "{}"
            return json.loads(policy).get("deadLetterTargetArn")
    return None


def knows(function, word):
    """Whether the emulator's own code reads this attribute."""
    return word in inspect.getsource(function)


def install():
    """Replaces what hands a message to a queue: for topics, and for rules."""
    from_topic, from_rule, call_target = topics._deliver_to_sqs, buses._dispatch_to_sqs, buses._invoke_target

    def deliver(endpoint, envelope, raw, raw_message, **more):
        topic_arn = more.get("topic_arn", "")
        if not topic_arn or refusal(endpoint, "sns.amazonaws.com", topic_arn) is None:
            return from_topic(endpoint, envelope, raw, raw_message, **more)

        def count(name):
            metrics.record_metric("AWS/SNS", name, 1, "Count", {"TopicName": topic_arn.split(":")[-1]})

        count("NumberOfNotificationsFailed")
        dead_letters = dead_letters_of(topic_arn, endpoint)
        if dead_letters is None:
            return None
        if refusal(dead_letters, "sns.amazonaws.com", topic_arn) is not None:
            return count("NumberOfNotificationsFailedToRedriveToDlq")
        from_topic(dead_letters, envelope, raw, raw_message, **more)
        return count("NumberOfNotificationsRedrivenToDlq")

    def invoke_target(target, event, rule, view=None):
        token = calling.set((target, rule))
        try:
            return call_target(target, event, rule, view)
        finally:
            calling.reset(token)

    def dispatch(spec, payload, sqs_parameters=None):
        target, rule = calling.get() or ({}, {})
        rule_arn = rule.get("Arn", "")
        error = refusal(str(spec), "events.amazonaws.com", rule_arn) if ":rule/" in rule_arn else None
        if error is None:
            return from_rule(spec, payload, sqs_parameters)

        def count(name):
            dimensions = {"EventBusName": rule.get("EventBusName", "default"), "RuleName": rule.get("Name", "")}
            metrics.record_metric("AWS/Events", name, 1, "Count", dimensions)

        count("FailedInvocations")
        dead_letters = (target.get("DeadLetterConfig") or {}).get("Arn")
        if dead_letters is None:
            return None
        if refusal(dead_letters, "events.amazonaws.com", rule_arn) is not None:
            return count("InvocationsFailedToBeSentToDlq")
        from_rule(parse_arn(dead_letters), payload)
        told = {"ERROR_CODE": error[0], "ERROR_MESSAGE": error[1], "RULE_ARN": rule_arn, "TARGET_ARN": str(spec)}
        letter = next(m for m in reversed(queues._queue_by_arn(dead_letters)["messages"]) if m["body"] == payload)
        letter["message_attributes"] = {
            name: {"DataType": "String", "StringValue": text} for name, text in told.items()
        }
        letter["md5_attrs"] = queues._md5_msg_attrs(letter["message_attributes"])
        return count("InvocationsSentToDlq")

    if not knows(from_topic, "RedrivePolicy"):
        topics._deliver_to_sqs = deliver
    if not knows(from_rule, "DeadLetterConfig") and not knows(call_target, "DeadLetterConfig"):
        buses._dispatch_to_sqs = dispatch
        buses._invoke_target = invoke_target
