// IAM User Guide: "Policy evaluation logic", "Permissions boundaries for IAM entities", "AWS JSON policy elements: Principal".
import { expect } from "chai";
import { contextOf } from "../../../aws/iam/conditions";
import { readStatements } from "../../../aws/iam/document";
import {
  type AccessRequest,
  answer,
  type Caller,
  isAllowed,
  isAuthorized,
  mayBeAllowed,
} from "../../../aws/iam/evaluate";

const own = "111122223333";
const other = "444455556666";
const queue = `arn:aws:sqs:eu-central-1:${own}:orders`;
const role: Caller = { kind: "AWS", name: `arn:aws:iam::${own}:role/sender`, account: own };
const user: Caller = { kind: "AWS", name: `arn:aws:iam::${own}:user/anna`, account: own };
const sns: Caller = { kind: "Service", name: "sns.amazonaws.com" };

function statements(...all: readonly Readonly<Record<string, unknown>>[]) {
  return readStatements({ Statement: all }) ?? [];
}

const allow = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queue };
const deny = { ...allow, Effect: "Deny" };
const send: AccessRequest = { action: "sqs:SendMessage", resource: queue };

describe("policies of IAM", () => {
  it("deny what nothing allows, allow what a statement allows, and an explicit Deny wins in any order", () => {
    expect(isAllowed([], send)).to.equal(false);
    expect(isAllowed(statements(allow), send)).to.equal(true);
    expect(isAllowed(statements(allow, deny), send)).to.equal(false);
    expect(isAllowed(statements(deny, allow), send)).to.equal(false);
    expect(answer(statements(deny), send)).to.deep.equal({ allowed: false, denied: true });
  });

  it("compare actions without case and resources with it, by wildcards", () => {
    expect(isAllowed(statements({ ...allow, Action: "SQS:send*" }), send)).to.equal(true);
    expect(isAllowed(statements({ ...allow, Resource: queue.replace("orders", "Orders") }), send)).to.equal(false);
    expect(isAllowed(statements({ ...allow, Resource: `${queue.slice(0, -1)}?` }), send)).to.equal(true);
    expect(isAllowed(statements({ ...allow, Resource: "arn:aws:sqs:*" }), send)).to.equal(true);
  });

  it("are about all but what NotAction, NotResource and NotPrincipal except", () => {
    const { Action: _action, ...everyAction } = allow;
    const { Resource: _resource, ...everyResource } = allow;
    expect(isAllowed(statements({ ...everyAction, NotAction: ["sqs:Send*"] }), send)).to.equal(false);
    expect(isAllowed(statements({ ...everyAction, NotAction: "iam:*" }), send)).to.equal(true);
    expect(isAllowed(statements({ ...everyResource, NotResource: queue }), send)).to.equal(false);
    expect(isAllowed(statements({ ...everyResource, NotResource: `${queue}-2` }), send)).to.equal(true);
    const denyOthers = { ...deny, NotPrincipal: { AWS: role.name } };
    const all = { ...allow, Principal: "*" };
    expect(isAllowed(statements(all, denyOthers), { ...send, caller: role })).to.equal(true);
    expect(isAllowed(statements(all, denyOthers), { ...send, caller: user })).to.equal(false);
  });

  it("name callers by themselves, by their account, or as everybody", () => {
    const lets = (Principal: unknown, caller?: Caller) =>
      isAllowed(statements({ ...allow, Principal }), caller === undefined ? send : { ...send, caller });
    expect(lets({ AWS: role.name }, role)).to.equal(true);
    expect(lets({ AWS: role.name }, user)).to.equal(false);
    expect(lets({ AWS: own }, role)).to.equal(true);
    expect(lets({ AWS: `arn:aws:iam::${own}:root` }, role)).to.equal(true);
    expect(lets({ AWS: other }, role)).to.equal(false);
    expect(lets("*", sns)).to.equal(true);
    expect(lets({ AWS: "*" }, sns)).to.equal(true);
    expect(lets({ Service: ["events.amazonaws.com", "SNS.amazonaws.com"] }, sns)).to.equal(true);
    expect(lets({ Service: "events.amazonaws.com" }, sns)).to.equal(false);
    expect(lets({ Service: "sns.amazonaws.com" })).to.equal(false);
  });

  it("of a role say who may take it on without naming a resource", () => {
    const trust = statements({
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    });
    const caller: Caller = { kind: "Service", name: "lambda.amazonaws.com" };
    expect(isAllowed(trust, { action: "sts:AssumeRole", resource: role.name, caller })).to.equal(true);
    expect(isAllowed(statements({ Effect: "Allow", Action: "sqs:SendMessage" }), send)).to.equal(false);
  });

  it("must have every key of a condition met, by any one of its values", () => {
    const Condition = {
      StringEquals: { "aws:SourceAccount": [other, own], "aws:PrincipalTag/team": "orders" },
      Bool: { "aws:SecureTransport": "true" },
    };
    const lets = (context: Readonly<Record<string, string>>) =>
      isAllowed(statements({ ...allow, Condition }), { ...send, context: contextOf(context) });
    const full = { "AWS:sourceaccount": own, "aws:principaltag/TEAM": "orders", "aws:SecureTransport": "true" };
    expect(lets(full)).to.equal(true);
    expect(lets({ ...full, "aws:SecureTransport": "false" })).to.equal(false);
    expect(lets({ "AWS:sourceaccount": own, "aws:SecureTransport": "true" })).to.equal(false);
  });
});

describe("a Deny with StringEquals on aws:SourceAccount", () => {
  const policy = (account: string) =>
    statements(
      { ...allow, Principal: { Service: sns.name } },
      { ...deny, Principal: "*", Condition: { StringEquals: { "aws:SourceAccount": account } } },
    );
  const from = (context: Readonly<Record<string, string>>, complete = true): AccessRequest => ({
    ...send,
    caller: sns,
    context: contextOf(context, complete),
  });

  it("keeps out that account and no other, and no caller without an account", () => {
    expect(isAllowed(policy(own), from({ "aws:SourceAccount": own }))).to.equal(false);
    expect(isAllowed(policy(other), from({ "aws:SourceAccount": own }))).to.equal(true);
    expect(isAllowed(policy(own), from({}))).to.equal(true);
  });

  it("may keep out somebody of whom nobody knows the account", () => {
    expect(isAllowed(policy(own), from({}, false))).to.equal(false);
    expect(mayBeAllowed(policy(own), from({}, false))).to.equal(true);
    expect(mayBeAllowed(policy(own), from({ "aws:SourceAccount": own }, false))).to.equal(false);
  });
});

describe("a request that nobody knows everything about", () => {
  const unknown: AccessRequest = { ...send, context: contextOf({}, false) };
  const Condition = { StringEquals: { "aws:RequestedRegion": "eu-central-1" } };

  it("may be allowed by a conditional Allow in spite of a conditional Deny, and is not for certain", () => {
    expect(mayBeAllowed(statements({ ...allow, Condition }, { ...deny, Condition }), unknown)).to.equal(true);
    expect(isAllowed(statements({ ...allow, Condition }), unknown)).to.equal(false);
    expect(isAllowed(statements(allow, { ...deny, Condition }), unknown)).to.equal(false);
    expect(mayBeAllowed(statements({ ...allow, Condition }, deny), unknown)).to.equal(false);
    expect(mayBeAllowed(statements({ ...deny, Condition }), unknown)).to.equal(false);
  });

  it("is allowed or not where a policy variable stands in for the resource", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is IAM that fills in the variable, not JavaScript
    const own = statements({ ...allow, Resource: "arn:aws:sqs:*:*:${aws:username}" });
    expect(answer(own, send)).to.deep.equal({ allowed: undefined, denied: false });
  });
});

describe("policies of several kinds inside one account", () => {
  const identity = statements(allow);
  const empty = statements();
  const resource = (caller: Caller, effect = "Allow") =>
    statements({ ...allow, Effect: effect, Principal: { AWS: caller.name } });

  it("let a caller do what its policies and its boundary both allow", () => {
    const asRole = { ...send, caller: role };
    expect(isAuthorized({ identity }, asRole)).to.equal(true);
    expect(isAuthorized({ identity, boundary: identity }, asRole)).to.equal(true);
    expect(isAuthorized({ identity, boundary: empty }, asRole)).to.equal(false);
    expect(isAuthorized({ identity: empty, boundary: identity }, asRole)).to.equal(false);
  });

  it("let it do what the resource's policy allows, a role within its boundary and a user beyond it", () => {
    for (const [caller, beyond] of [
      [role, false],
      [user, true],
    ] as const) {
      const request = { ...send, caller };
      expect(isAuthorized({ identity: empty, resource: resource(caller) }, request)).to.equal(true);
      expect(isAuthorized({ identity: empty, boundary: empty, resource: resource(caller) }, request)).to.equal(beyond);
      expect(isAuthorized({ identity: empty, boundary: identity, resource: resource(caller) }, request)).to.equal(true);
    }
  });

  it("deny what any one of them denies", () => {
    const asRole = { ...send, caller: role };
    const denying = statements(allow, deny);
    expect(isAuthorized({ identity: denying, boundary: identity }, asRole)).to.equal(false);
    expect(isAuthorized({ identity, boundary: denying }, asRole)).to.equal(false);
    expect(isAuthorized({ identity, resource: resource(role, "Deny") }, asRole)).to.equal(false);
  });
});
