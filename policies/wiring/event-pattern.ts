import { type Fields, fields } from "./api-document";

/**
 * Whether an event pattern (of a mapping's filter, or of a rule) may let an event through of which only some fields are known. What is
 * not known is taken for a match, except the parts of the event that are given as objects: a field that is missing there is absent.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function mayMatch(pattern: Fields, event: Fields): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const part = fields(wanted);
    if (!(key in event)) return true;
    const value = event[key];
    if (part !== undefined) return mayMatch(part, fields(value) ?? {});
    return Array.isArray(wanted) && wanted.some((condition: unknown) => mayMeet(condition, value));
  });
}

function mayMeet(condition: unknown, value: unknown): boolean {
  const operator = fields(condition);
  if (operator === undefined) return condition === value;
  if (typeof operator.exists === "boolean") return operator.exists === (value !== undefined);
  if (typeof operator.prefix === "string") return String(value).startsWith(operator.prefix);
  if (typeof operator.suffix === "string") return String(value).endsWith(operator.suffix);
  const others = operator["anything-but"];
  if (others !== undefined) return !(Array.isArray(others) ? others : [others]).includes(value);
  return true;
}

/** Whether a condition of a pattern leaves anything out. */
export function isNarrow(condition: unknown): boolean {
  const operator = fields(condition);
  if (operator === undefined) return condition !== "" && condition !== null && condition !== undefined;
  return ["prefix", "suffix", "equals-ignore-case", "wildcard"].some((name) => {
    const value = operator[name];
    return typeof value === "string" && value.replaceAll("*", "") !== "";
  });
}
