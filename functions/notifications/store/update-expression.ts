import type { UpdateCommand } from "@aws-sdk/lib-dynamodb";

/** The parts of an update that describe the write. */
export type Write = Pick<
  ConstructorParameters<typeof UpdateCommand>[0],
  "UpdateExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

/**
 * An update with a placeholder for every attribute, because many of the names are reserved words.
 *
 * @param set values that are undefined are left out
 * @param count attributes to increment by one
 * @param values values for the condition, by placeholder
 * @param setOnce attributes that keep an existing value
 */
export function written(
  set: Readonly<Record<string, unknown>>,
  count: readonly string[],
  values: Readonly<Record<string, unknown>>,
  setOnce: Readonly<Record<string, unknown>> = {},
): Write {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const once = Object.entries(setOnce);
  const assignments = [
    ...given.map(([name]) => `#${name} = :${name}`),
    ...once.map(([name]) => `#${name} = if_not_exists(#${name}, :${name})`),
  ];
  const names = [...given.map(([name]) => name), ...once.map(([name]) => name), ...count];
  return {
    UpdateExpression: [
      `SET ${assignments.join(", ")}`,
      ...(count.length > 0 ? [`ADD ${count.map((name) => `#${name} :one`).join(", ")}`] : []),
    ].join(" "),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries([...given, ...once].map(([name, value]) => [`:${name}`, value])),
      ...(count.length > 0 && { ":one": 1 }),
      ...values,
    },
  };
}
