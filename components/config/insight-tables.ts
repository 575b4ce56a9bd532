/**
 * Tables for which Contributor Insights may be switched on, by logical name without `-table`. CloudWatch shows the most used keys in plain
 * text, outside the table's encryption. So the list leaves out tables and indexes keyed by email addresses, and the audit table, whose
 * index is keyed by the actor. A customer's id is the issuer's opaque `sub`, and requirement O5 needs it. Source: DynamoDB's guide, "Using
 * CloudWatch Contributor Insights", "Security". The policy rule `insights-fit-tables` checks the keys themselves.
 */
export const insightTables = ["orders", "shipments", "notifications", "monitoring-errors"] as const;

/** Whether a table is among those listed. @param name logical name, such as `orders-table` */
export function isInsighted(listed: readonly (typeof insightTables)[number][], name: string): boolean {
  return listed.some((item) => name === item || name === `${item}-table`);
}
