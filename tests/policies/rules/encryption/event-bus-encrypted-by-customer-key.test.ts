import { eventBusEncryptedByCustomerKey } from "../../../../policies/rules/encryption/event-bus-encrypted-by-customer-key";
import { drop, resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bus = "aws:cloudwatch/eventBus:EventBus";
const archive = "aws:cloudwatch/eventArchive:EventArchive";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(eventBusEncryptedByCustomerKey, {
  valid: [resource(bus, "shop", { kmsKeyIdentifier: key }), resource(archive, "kept", { kmsKeyIdentifier: key })],
  refuses: {
    "a bus without a key": [drop("shop", "kmsKeyIdentifier"), /kmsKeyIdentifier is not set/],
    "an archive without a key": [drop("kept", "kmsKeyIdentifier"), /kmsKeyIdentifier is not set/],
  },
});
