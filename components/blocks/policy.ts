import * as pulumi from "@pulumi/pulumi";

/** One statement of an IAM, key, queue or topic policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: pulumi.Input<"*" | Readonly<Record<string, pulumi.Input<string | string[]>>>>;
  readonly Action: string | readonly string[];
  readonly Resource?: pulumi.Input<string | readonly string[]> | readonly pulumi.Input<string>[];
  readonly Condition?: Conditions;
}

/** Conditions of a statement: operator, then key, then one or more values. */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[]>>>
>;

/** A policy document as JSON text. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/** Condition of a statement that denies connections without TLS. */
export const insecure: Conditions = { Bool: { "aws:SecureTransport": "false" } };
