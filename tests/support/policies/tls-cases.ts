import { type Change, set, without } from "./resources";
import type { Refused } from "./rule-cases";

/** A policy that refuses everybody who comes without TLS, but for what is changed. */
export function refusal(statement: Readonly<Record<string, unknown>>): string {
  const insecure = { Bool: { "aws:SecureTransport": "false" } };
  return JSON.stringify({ Statement: [{ Effect: "Deny", Principal: "*", Condition: insecure, ...statement }] });
}

/**
 * Everything that makes a refusal none, for a resource called `it`, whose policy is called `policy`.
 *
 * @param good what the right statement has of its own
 * @param tooFew an action without which the refusal is not whole
 */
export function tlsCases(
  good: { readonly Action: string; readonly Resource: unknown },
  tooFew: string,
): Readonly<Record<string, Refused>> {
  const plain = (change: Change): Refused => [change, "it", /policy is no such statement/];
  const having = (changed: Readonly<Record<string, unknown>>) =>
    plain(set("policy", "policy", refusal({ ...good, ...changed })));
  const tls = (value: string) => ({ "aws:SecureTransport": value });
  return {
    "one without a policy": plain(without("policy")),
    "Allow instead of Deny": having({ Effect: "Allow" }),
    "a refusal of one principal only": having({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
    "a refusal of services only": having({ Principal: { Service: "*" } }),
    "a refusal of too few actions": having({ Action: tooFew }),
    "a refusal on another resource": having({ Resource: "arn:aws:test:::other" }),
    "a refusal of TLS": having({ Condition: { Bool: tls("true") } }),
    "another operator": having({ Condition: { StringEquals: tls("false") } }),
    "a condition more": having({ Condition: { Bool: tls("false"), StringEquals: { "aws:PrincipalArn": "x" } } }),
    "a refusal without conditions": having({ Condition: undefined }),
  };
}
