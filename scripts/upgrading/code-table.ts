import type { Config } from "../../components/config/schema";
import { row } from "../../policies/controls/tables";
import { declaredResources } from "../../program/graph/build-graph";
import { codeChanges } from "./code-changes";
import { effectOf, together } from "./effect";
import { callsText, dataText } from "./words";

const titles = ["Change", "Names", "Data and people, with `retainData`", "Without", "Calls"];

/** A row for each kind of change of the program, tried on every resource of two stacks. */
export async function codeTable(): Promise<string> {
  const all = { webhookUrl: "https://hooks.example.com/room", contributorInsights: '["orders"]' } satisfies Partial<
    Record<keyof Config, string>
  >;
  const plain = await declaredResources("dev", all);
  const retained = await declaredResources("dev", {
    ...all,
    ...{
      retainData: "true",
      backupEnabled: "true",
      cloudTrailDataEvents: "true",
      budgetEnabled: "true",
      budgetUsd: "9",
    },
  });
  const rows = codeChanges.map(({ title, names, changes }) => {
    const [one, other] = [retained, plain].map((deployed) =>
      together(changes(deployed).map((change) => effectOf(change.deployed, change.declared))),
    );
    if (one === undefined || other === undefined) throw new Error(`no effect of: ${title}`);
    return row([title, names, dataText(one), dataText(other), callsText(other)]);
  });
  return [row(titles), row(titles.map(() => "---")), ...rows].join("\n");
}
