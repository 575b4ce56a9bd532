import type { Rule } from "../../engine/rule";
import { backupVaultEncryptedByCustomerKey } from "./backup-vault-encrypted-by-customer-key";
import { bucketEncryptedByCustomerKey } from "./bucket-encrypted-by-customer-key";
import { bucketKeepsItsObjects } from "./bucket-keeps-its-objects";
import { bucketKeepsVersions } from "./bucket-keeps-versions";
import { bucketRefusesPlainConnections } from "./bucket-refuses-plain-connections";
import { configurationSetRequiresTls } from "./configuration-set-requires-tls";
import { customDomainRequiresModernTls } from "./custom-domain-requires-modern-tls";
import { environmentHoldsNoSecrets } from "./environment-holds-no-secrets";
import { eventBusEncryptedByCustomerKey } from "./event-bus-encrypted-by-customer-key";
import { functionEnvironmentEncryptedByCustomerKey } from "./function-environment-encrypted-by-customer-key";
import { identitySignsMails } from "./identity-signs-mails";
import { keyIsInUse } from "./key-is-in-use";
import { keyIsSymmetricAndRegional } from "./key-is-symmetric-and-regional";
import { keyKeepsLockoutCheck } from "./key-keeps-lockout-check";
import { keyPolicyKeepsAccountInCharge } from "./key-policy-keeps-account-in-charge";
import { keyPolicyLetsInNobodyElse } from "./key-policy-lets-in-nobody-else";
import { keyPolicyLetsInPublishers } from "./key-policy-lets-in-publishers";
import { keyRotates } from "./key-rotates";
import { keyWaitsBeforeDeletion } from "./key-waits-before-deletion";
import { keysBelongToStack } from "./keys-belong-to-stack";
import { logGroupEncryptedByCustomerKey } from "./log-group-encrypted-by-customer-key";
import { queueEncryptedByCustomerKey } from "./queue-encrypted-by-customer-key";
import { queueRefusesPlainConnections } from "./queue-refuses-plain-connections";
import { subscriptionUsesTls } from "./subscription-uses-tls";
import { tableEncryptedByCustomerKey } from "./table-encrypted-by-customer-key";
import { topicEncryptedByCustomerKey } from "./topic-encrypted-by-customer-key";
import { topicRefusesPlainConnections } from "./topic-refuses-plain-connections";
import { trailCanWriteItsBucket } from "./trail-can-write-its-bucket";
import { trailIsEncryptedAndValidated } from "./trail-is-encrypted-and-validated";
import { trailRecordsEveryTable } from "./trail-records-every-table";

/** All rules of this concern. */
export const encryptionRules: readonly Rule[] = [
  backupVaultEncryptedByCustomerKey,
  bucketEncryptedByCustomerKey,
  bucketKeepsItsObjects,
  bucketKeepsVersions,
  bucketRefusesPlainConnections,
  configurationSetRequiresTls,
  customDomainRequiresModernTls,
  environmentHoldsNoSecrets,
  eventBusEncryptedByCustomerKey,
  functionEnvironmentEncryptedByCustomerKey,
  identitySignsMails,
  keyIsInUse,
  keyKeepsLockoutCheck,
  keyPolicyKeepsAccountInCharge,
  keyPolicyLetsInNobodyElse,
  keyPolicyLetsInPublishers,
  keyRotates,
  keyWaitsBeforeDeletion,
  keysBelongToStack,
  logGroupEncryptedByCustomerKey,
  queueEncryptedByCustomerKey,
  queueRefusesPlainConnections,
  subscriptionUsesTls,
  tableEncryptedByCustomerKey,
  topicEncryptedByCustomerKey,
  topicRefusesPlainConnections,
  trailCanWriteItsBucket,
  trailIsEncryptedAndValidated,
  trailRecordsEveryTable,
  keyIsSymmetricAndRegional,
];
