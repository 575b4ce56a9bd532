import { eventBusEncryptedByCustomerKey } from "../../../../policies/rules/encryption/event-bus-encrypted-by-customer-key";
import { drop, resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bus = "aws:cloudwatch/eventBus:EventBus";
const archive = "aws:cloudwatch/eventArchive:EventArchive";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(eventBusEncryptedByCustomerKey, {
  valid: [resource(bus, "shop", { kmsKeyIdentifier: key }), resource(archive, "kept", { kmsKeyIdentifier: key })],
  failing: [
    {
      title: "a bus without a key",
      change: (valid) => drop(valid, "shop", "kmsKeyIdentifier"),
      type: bus,
      name: "shop",
      says: /kmsKeyIdentifier is not set/,
    },
    {
      title: "an archive without a key",
      change: (valid) => drop(valid, "kept", "kmsKeyIdentifier"),
      type: archive,
      name: "kept",
      says: /kmsKeyIdentifier is not set/,
    },
  ],
});
