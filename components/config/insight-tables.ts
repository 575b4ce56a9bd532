/**
 * Tables whose most used keys may be shown, by logical name without `-table`. CloudWatch shows keys in plain text, outside the table's
 * encryption: so none that is keyed by addresses, nor one of which an index is, nor the audit, whose index is by who did it. A customer's
 * id is the issuer's opaque `sub`, and requirement O5 asks for it. Source: DynamoDB's guide, "Using CloudWatch Contributor Insights",
 * "Security". The policy rule `insights-fit-tables` holds the same against the keys themselves.
 */
export const insightTables = ["orders", "shipments", "notifications", "monitoring-errors"] as const;

/** Whether a table is among those listed. @param name logical name, such as `orders-table` */
export function isInsighted(listed: readonly (typeof insightTables)[number][], name: string): boolean {
  return listed.some((item) => name === item || name === `${item}-table`);
}
