import { dataStaysInRegion } from "../../../../policies/rules/network/data-stays-in-region";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const table = "aws:dynamodb/table:Table";
const queue = "aws:sqs/queue:Queue";

testRule(dataStaysInRegion, {
  valid: [
    resource(table, "orders", { region: "eu-central-1" }),
    resource(queue, "mails", { region: "eu-central-1" }),
    resource(queue, "parcels", { region: "eu-central-1" }),
  ],
  refuses: {
    "a copy elsewhere": [
      set("orders", "replicas", [{ regionName: "us-east-1" }]),
      /replicas.0.regionName is us-east-1, wanted no copy elsewhere/,
    ],
    "a queue elsewhere": [
      set("mails", "region", "us-east-1"),
      /region is us-east-1, wanted eu-central-1, as the rest of the stack/,
    ],
  },
});
