import { type FunctionEntry, functionEntries } from "../../components/functions";
import type { StackName } from "./pulumi";

/** Entries of the functions that a stack has: the simulator fails on purpose, and has no place in production. */
export function deployedEntries(stack: StackName): readonly FunctionEntry[] {
  return functionEntries.filter((entry) => stack !== "prod" || entry !== "monitoring/simulator");
}
