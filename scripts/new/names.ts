import { UsageError } from "../../cli/errors";

/** `Returns` of `returns`, `OrdersOpenDays` of `ordersOpenDays`. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `late-returns` becomes `lateReturns`. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** @throws {UsageError} the name has not that form */
export function checkName(what: string, name: string, pattern: RegExp, form: string): void {
  if (!pattern.test(name)) throw new UsageError(`the name of a ${what} must be ${form}, '${name}' given`);
}
