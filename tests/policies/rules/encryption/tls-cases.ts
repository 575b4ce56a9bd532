import type { Resource } from "../../../../local/policies/requests";
import { set, without } from "../../../support/policies/resources";
import type { testRule } from "../../../support/policies/rule-cases";

type FailingCases = Parameters<typeof testRule>[1]["failing"];

/** A policy that refuses everybody who comes without TLS, but for what is changed. */
export function refusal(statement: Readonly<Record<string, unknown>>): string {
  const insecure = { Bool: { "aws:SecureTransport": "false" } };
  return JSON.stringify({ Statement: [{ Effect: "Deny", Principal: "*", Condition: insecure, ...statement }] });
}

/**
 * Everything that makes a refusal none, for resources of a type with `it`, whose policy is called `policy`.
 *
 * @param good what the right statement has of its own
 * @param tooFew an action without which the refusal is not whole
 */
export function tlsCases(
  type: string,
  good: { readonly Action: string; readonly Resource: unknown },
  tooFew: string,
): FailingCases {
  const with_ = (changed: Readonly<Record<string, unknown>>) => (valid: readonly Resource[]) =>
    set(valid, "policy", "policy", refusal({ ...good, ...changed }));
  const says = /policy is no such statement/;
  const it = { type, name: "it", says };
  const condition = (value: unknown) => with_({ Condition: value });
  return [
    { ...it, title: "one without a policy", change: (valid) => without(valid, "policy") },
    { ...it, title: "Allow instead of Deny", change: with_({ Effect: "Allow" }) },
    {
      ...it,
      title: "a refusal of one principal only",
      change: with_({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
    },
    { ...it, title: "a refusal of services only", change: with_({ Principal: { Service: "*" } }) },
    { ...it, title: "a refusal of too few actions", change: with_({ Action: tooFew }) },
    { ...it, title: "a refusal on another resource", change: with_({ Resource: "arn:aws:test:::other" }) },
    { ...it, title: "a refusal of TLS", change: condition({ Bool: { "aws:SecureTransport": "true" } }) },
    { ...it, title: "another operator", change: condition({ StringEquals: { "aws:SecureTransport": "false" } }) },
    {
      ...it,
      title: "a condition more",
      change: condition({ Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:PrincipalArn": "x" } }),
    },
    { ...it, title: "a refusal without conditions", change: condition(undefined) },
  ];
}
