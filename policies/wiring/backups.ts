import { covers } from "../../aws/iam/pattern";
import type { Resource } from "../engine/resource";

/** Whether a backup selection takes a table, by ARN or by one of its tags; what it leaves out again counts as left out. @throws {UnknownValue} */
export function selects(selection: Resource, table: Resource): boolean {
  const arn = table.text("arn") ?? "";
  if (selection.texts("notResources").some((pattern) => covers(pattern, arn))) return false;
  if (selection.texts("resources").some((pattern) => covers(pattern, arn))) return true;
  return selection.list("selectionTags").some((_, index) => {
    const at = `selectionTags.${index}`;
    return table.text(`tags.${selection.text(`${at}.key`)}`) === selection.text(`${at}.value`);
  });
}

/** Whether a restore test takes a table. @throws {UnknownValue} */
export function tests(selection: Resource, table: Resource): boolean {
  const arn = table.text("arn") ?? "";
  const named = selection.texts("protectedResourceArns").some((pattern) => covers(pattern, arn));
  return named && selection.text("protectedResourceType") === "DynamoDB";
}
