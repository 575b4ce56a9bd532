import { readStatements, type Statement } from "../../aws/iam/document";
import type { Resource } from "../engine/resource";
import { isUnknown, UnknownValue } from "../engine/unknown";

/**
 * The statements of the policy in a property; undefined when there is no policy, or it cannot be parsed.
 *
 * @throws {UnknownValue} the policy, or a value in it, is not known yet
 */
export function statementsIn(resource: Resource, property: string): readonly Statement[] | undefined {
  return readStatements(resource.json(property), { at: property, textOf });
}

/** The document as JSON. A document given as an object may contain values that a preview does not know. @throws {UnknownValue} */
function textOf(value: unknown): string {
  if (isUnknown(value)) throw new UnknownValue("a value in the policy");
  return String(value);
}
