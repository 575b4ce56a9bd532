import { readStatements, type Statement } from "../../aws/iam/document";
import type { Resource } from "../engine/resource";
import { isUnknown, UnknownValue } from "../engine/unknown";

/**
 * The statements of the policy in a property; undefined when there is no policy, or none that can be read.
 *
 * @throws {UnknownValue} the policy, or a value in it, is not known yet
 */
export function statementsIn(resource: Resource, property: string): readonly Statement[] | undefined {
  return readStatements(resource.json(property), { at: property, textOf });
}

/** A document that is an object in the program may have values in it that a preview does not know. @throws {UnknownValue} */
function textOf(value: unknown): string {
  if (isUnknown(value)) throw new UnknownValue("a value in the policy");
  return String(value);
}
