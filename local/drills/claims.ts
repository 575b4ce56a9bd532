import { closeSync, openSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes a drill for the group that asks first. Drills take ten seconds or a hundred: a group that is through with one takes the next that no
 * other has taken, so that all end at about the same time.
 *
 * @param folder the groups' own, empty when they begin
 */
export function claimed(folder: string, drill: string): boolean {
  try {
    closeSync(openSync(join(folder, drill), "wx"));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
