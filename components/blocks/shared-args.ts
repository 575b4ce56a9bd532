import type * as pulumi from "@pulumi/pulumi";
import type { StackContext } from "../stack";
import type { EncryptionKey } from "./encryption-key";

/** Arguments that all encrypted blocks with alarms share. */
export interface SharedArgs {
  readonly stack: StackContext;
  readonly key: EncryptionKey;
  /** Topic that every alarm notifies. */
  readonly alertsTopicArn: pulumi.Input<string>;
}
