import type { DeploymentTarget } from "../deployment-target";
import type { DeliveryRole } from "../names";
import type { PlainStatement } from "./statements";

/** Where an environment's state is. */
export interface StateTarget extends Pick<DeploymentTarget, "region" | "dnsSuffix"> {
  readonly environment: string;
  readonly bucketArn: string;
  readonly keyArn: string;
}

/** Key in the encryption context of the secrets in a state; its value is the environment. */
export const SECRETS_CONTEXT = "environment";

/**
 * What Pulumi needs on the bucket of its state, and on the key that encrypts the bucket and the secrets in the state. Previews only read,
 * without a lock; operations that change something lock the state, write it, and keep its history.
 */
export function stateStatements(
  role: DeliveryRole,
  { environment, bucketArn, keyArn, region, dnsSuffix }: StateTarget,
): PlainStatement[] {
  const writes = role === "deploy";
  return [
    {
      Sid: "State",
      Effect: "Allow",
      // The bucket is listed, and what is in it is read and written: each action works on one of the two.
      Action: ["s3:GetObject", "s3:ListBucket", ...(writes ? ["s3:DeleteObject", "s3:PutObject"] : [])].sort(),
      // Pulumi's folder for stacks. The bootstrap's own state is elsewhere in the bucket, where the roles have no access.
      Resource: [bucketArn, `${bucketArn}/.pulumi/*`],
    },
    {
      Sid: "StateKey",
      Effect: "Allow",
      Action: writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      Resource: [keyArn],
      Condition: { StringEquals: { "kms:ViaService": `s3.${region}.${dnsSuffix}` } },
    },
    {
      Sid: "StateSecrets",
      Effect: "Allow",
      Action: writes ? ["kms:Decrypt", "kms:Encrypt"] : ["kms:Decrypt"],
      Resource: [keyArn],
      Condition: { StringEquals: { [`kms:EncryptionContext:${SECRETS_CONTEXT}`]: environment } },
    },
  ];
}

/** The most that any policy may give a workflow's role on them: of the key all that Pulumi does with it, whose conditions are in the role's own. */
export function stateBounds(target: StateTarget): PlainStatement[] {
  const all = stateStatements("deploy", target);
  const onKey = all.filter(({ Resource }) => Resource.includes(target.keyArn));
  const actions = [...new Set(onKey.flatMap(({ Action }) => Action))].sort();
  return [
    ...all.filter((statement) => !onKey.includes(statement)),
    { Effect: "Allow", Action: actions, Resource: [target.keyArn] },
  ];
}
