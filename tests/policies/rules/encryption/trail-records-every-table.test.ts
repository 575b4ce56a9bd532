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
  passing: [{ title: "a stack without a trail", resources: [orders] }],
  failing: [
    {
      title: "a trail of management events only",
      change: (valid) => set(valid, "audit", "advancedEventSelectors", []),
      type: type,
      name: "audit",
      says: /wanted one that records arn/,
    },
    {
      title: "a table that was left out",
      change: (valid) =>
        set(valid, "audit", "advancedEventSelectors.0.fieldSelectors.2.equals", ["arn:aws:dynamodb:x"]),
      type: type,
      name: "audit",
      says: /wanted one that records arn/,
    },
    {
      title: "another category",
      change: (valid) => set(valid, "audit", "advancedEventSelectors.0.fieldSelectors.0.equals", ["Management"]),
      type: type,
      name: "audit",
      says: /wanted one that records/,
    },
    {
      title: "another kind of resource",
      change: (valid) => set(valid, "audit", "advancedEventSelectors.0.fieldSelectors.1.equals", ["AWS::S3::Object"]),
      type: type,
      name: "audit",
      says: /wanted one that records/,
    },
    {
      title: "reads only",
      change: (valid) =>
        set(valid, "audit", "advancedEventSelectors.0.fieldSelectors", [
          ...fieldSelectors,
          { field: "readOnly", equals: ["true"] },
        ]),
      type: type,
      name: "audit",
      says: /wanted one that records/,
    },
    {
      title: "an exception",
      change: (valid) => set(valid, "audit", "advancedEventSelectors.0.fieldSelectors.2.notEquals", [orders.state.arn]),
      type: type,
      name: "audit",
      says: /wanted one that records/,
    },
  ],
});
