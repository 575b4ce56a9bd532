/** A rule has read a value that is not known yet. */
export class UnknownValue extends Error {
  override readonly name = "UnknownValue";

  /** @param property path of the value, such as `policy` or `environment.variables.QUEUE_URL` */
  constructor(readonly property: string) {
    super(`${property} is not known before deployment`);
  }
}

/**
 * Placeholders that Pulumi passes to a policy pack for values that a preview does not know yet, such as the ARN of a resource still to be
 * created: one fixed string per kind of value (`runtime/rpc.ts` of its SDK).
 */
const marks: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Whether the value is one of Pulumi's placeholders for a value that is not known yet. */
export function isUnknown(value: unknown): boolean {
  return marks.has(value);
}
