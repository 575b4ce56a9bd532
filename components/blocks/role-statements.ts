import * as pulumi from "@pulumi/pulumi";
import type { StackContext } from "../stack";
import type { EncryptedService, Grant } from "./grants";
import type { Statement } from "./policy";

/**
 * Everything a function's role may do: its own log, its traces, its encrypted environment, its grants, and the key through the
 * services of those grants. Nothing with a wildcard in an action.
 */
export function roleStatements(
  stack: StackContext,
  keyArn: pulumi.Input<string>,
  functionArn: pulumi.Input<string>,
  logGroupArn: pulumi.Output<string>,
  grants: readonly Grant[],
): Statement[] {
  return [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: pulumi.interpolate`${logGroupArn}:*`,
    },
    // X-Ray has no resource level for these two.
    { Effect: "Allow", Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource: "*" },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: { StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": functionArn } },
    },
    ...grantStatements(stack, keyArn, grants),
  ];
}

/** What grants say, and the key through the services of what they reach. */
export function grantStatements(
  stack: StackContext,
  keyArn: pulumi.Input<string>,
  grants: readonly Grant[],
): Statement[] {
  return [
    ...grants.map(
      (grant): Statement => ({
        Effect: "Allow",
        Action: grant.actions,
        Resource: grant.resources,
        ...(grant.conditions && { Condition: grant.conditions }),
      }),
    ),
    ...keyStatement(stack, keyArn, "kms:Decrypt", servicesOf(grants, ["read", "write"])),
    ...keyStatement(stack, keyArn, "kms:GenerateDataKey", servicesOf(grants, ["write"])),
  ];
}

/** Sending takes Decrypt as well as GenerateDataKey; reading takes Decrypt. */
function servicesOf(grants: readonly Grant[], accesses: readonly string[]): EncryptedService[] {
  const services = grants.flatMap(({ encrypted }) =>
    encrypted !== undefined && accesses.includes(encrypted.access) ? [encrypted.service] : [],
  );
  return [...new Set(services)].sort();
}

function keyStatement(
  stack: StackContext,
  keyArn: pulumi.Input<string>,
  action: string,
  services: readonly EncryptedService[],
): Statement[] {
  if (services.length === 0) return [];
  const hosts = services.map((service) => pulumi.interpolate`${service}.${stack.region}.${stack.dnsSuffix}`);
  return [
    {
      Effect: "Allow",
      Action: action,
      Resource: keyArn,
      Condition: { StringEquals: { "kms:ViaService": hosts } },
    },
  ];
}
