// Variables of orders-create.
import * as z from "zod";
import { integerVariable, neededTogether, readEnvironment, retentionDays, tableName } from "../../shared/env";
import { apiEnvironment } from "../api/api-environment";
import { orderRecipients } from "../domain/access";

const createEnvironment = apiEnvironment
  .extend({
    ORDER_RETENTION_DAYS: retentionDays,
    /** Where a customer's confirmations may go. */
    ORDER_RECIPIENT: z.enum(orderRecipients),
    /** Orders of a customer in the minutes below, counted by the index below; 0: no limit, and neither is needed. */
    ORDERS_PER_CUSTOMER: integerVariable(0, 1000),
    ORDERS_PER_CUSTOMER_MINUTES: integerVariable(1, 1440).optional(),
    CUSTOMER_INDEX_NAME: tableName().optional(),
  })
  .superRefine(
    neededTogether((env) => env.ORDERS_PER_CUSTOMER > 0, "ORDERS_PER_CUSTOMER_MINUTES", "CUSTOMER_INDEX_NAME"),
  );

export type CreateEnvironment = z.infer<typeof createEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readCreateEnvironment(source?: Readonly<Record<string, string | undefined>>): CreateEnvironment {
  return readEnvironment(createEnvironment, source);
}
