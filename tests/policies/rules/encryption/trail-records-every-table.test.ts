import { trailRecordsEveryTable } from "../../../../policies/rules/encryption/trail-records-every-table";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:cloudtrail/trail:Trail";
const orders = resource("aws:dynamodb/table:Table", "orders");
const fieldSelectors = [
  { field: "eventCategory", equals: ["Data"] },
  { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
  { field: "resources.ARN", equals: [orders.state.arn] },
];

testRule(trailRecordsEveryTable, {
  valid: [orders, resource(type, "audit", { advancedEventSelectors: [{ fieldSelectors }] })],
  passes: { "a stack without a trail": [orders] },
  refuses: {
    "a trail of management events only": [set("audit", "advancedEventSelectors", []), /wanted one that records arn/],
    "a table that was left out": [
      set("audit", "advancedEventSelectors.0.fieldSelectors.2.equals", ["arn:aws:dynamodb:x"]),
      /wanted one that records arn/,
    ],
    "another category": [
      set("audit", "advancedEventSelectors.0.fieldSelectors.0.equals", ["Management"]),
      /wanted one that records/,
    ],
    "another kind of resource": [
      set("audit", "advancedEventSelectors.0.fieldSelectors.1.equals", ["AWS::S3::Object"]),
      /wanted one that records/,
    ],
    "reads only": [
      set("audit", "advancedEventSelectors.0.fieldSelectors", [
        ...fieldSelectors,
        { field: "readOnly", equals: ["true"] },
      ]),
      /wanted one that records/,
    ],
    "an exception": [
      set("audit", "advancedEventSelectors.0.fieldSelectors.2.notEquals", [orders.state.arn]),
      /wanted one that records/,
    ],
  },
});
