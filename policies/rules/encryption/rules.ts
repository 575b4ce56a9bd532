import type { Rule } from "../../engine/rule";
import { queueEncryptedByCustomerKey } from "./queue-encrypted-by-customer-key";

/** All rules of this concern. */
export const encryptionRules: readonly Rule[] = [queueEncryptedByCustomerKey];
