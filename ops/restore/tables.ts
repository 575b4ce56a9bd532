import { UsageError } from "../../cli/errors";
import { type OpsOutputs, physicalNameOf, tableNamesOf } from "../stack/outputs";

/** The table that a person typed, with or without the environment. @throws {UsageError} the stack has none of that name */
export function tableNamed(typed: string, outputs: OpsOutputs): string {
  const known = tableNamesOf(outputs);
  const name = physicalNameOf(typed, outputs, known);
  if (known.includes(name)) return name;
  throw new UsageError(`the stack has no table '${typed}'; it has ${known.join(", ")}`);
}

/**
 * Name of the copy that a table is restored to: `orders-table-r1-prod` of `orders-table-prod`, which is within the rights that go by names.
 *
 * @param into what a person chose; default: made from the table's name
 * @throws {UsageError} no name that DynamoDB takes, or one of the stack's own tables
 */
export function copyName(table: string, outputs: OpsOutputs, into: string | undefined): string {
  const suffix = `-${outputs.stack.environmentSuffix}`;
  const base = table.endsWith(suffix) ? table.slice(0, -suffix.length) : table;
  const name = into ?? `${base}-r1${table.endsWith(suffix) ? suffix : ""}`;
  if (!/^[A-Za-z0-9_.-]{3,255}$/.test(name))
    throw new UsageError(`--into: must be 3 to 255 of a-z, A-Z, 0-9, dots, dashes or underscores, '${name}' given`);
  if (tableNamesOf(outputs).includes(name))
    throw new UsageError(`--into: must be the name of a new table, and '${name}' is one of the stack's own`);
  return name;
}
