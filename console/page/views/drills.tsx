import { useState } from "preact/hooks";
import type { DrillSummary } from "../../contract";
import { get } from "../api";
import { age, Badge, CommandLine, Empty, Panel, Shown } from "../ui";
import { useLoaded } from "../use-loaded";

/** The command that runs a drill. */
export function drillCommand(name: string): string {
  return `npm run drill -- ${name}`;
}

/** The drills, read once: they change with the checkout only, and cannot run while this run is up. */
export function useDrills() {
  return useLoaded("drills", () => get<{ readonly drills: readonly DrillSummary[] }>("drills"));
}

const kinds = { held: "ok", failed: "bad", refused: "warn" } as const;

export function Drills() {
  const [text, setText] = useState("");
  const drills = useDrills();
  return (
    <Shown of={drills}>
      {({ drills: all }) => {
        const found = all.filter(({ name, hypothesis, runbook }) =>
          `${name} ${hypothesis} ${runbook}`.toLowerCase().includes(text.toLowerCase()),
        );
        return (
          <Panel
            title={`${all.length} drills`}
            side={
              <input
                type="search"
                aria-label="Filter drills"
                placeholder="Filter"
                value={text}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            }
          >
            <p class="panel-body muted">
              A drill is traffic, a fault, its alarms, and the recovery by the runbook's own commands. It brings up a
              stack of its own, in which a second stands for a minute: end this run before you start one.
            </p>
            {found.length === 0 ? (
              <Empty>No drill has this in its name or text.</Empty>
            ) : (
              <ul class="list">
                {found.map((each) => (
                  <Row key={each.name} of={each} />
                ))}
              </ul>
            )}
          </Panel>
        );
      }}
    </Shown>
  );
}

function Row({ of }: { readonly of: DrillSummary }) {
  const [open, setOpen] = useState(false);
  const { name, runbook, hypothesis, alarms, notShown, last } = of;
  return (
    <li>
      <button type="button" class="row-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Badge kind={last === undefined ? "plain" : kinds[last.verdict]}>{last?.verdict ?? "not run"}</Badge>
        <span class="list-name">{name}</span>
        <span class="muted">{last !== undefined && `${age(last.at)} ago, ${Math.round(last.seconds)} s`}</span>
        <span class="list-more muted">{hypothesis}</span>
      </button>
      {open && (
        <div class="inset stack">
          {last?.problems.map((problem) => (
            <p key={problem} class="problem">
              {problem}
            </p>
          ))}
          <p>Runbook: {runbook}</p>
          <p>Alarms: {alarms.length === 0 ? "none may be raised" : alarms.join(", ")}</p>
          {notShown.length > 0 && <p>Not shown here: {notShown.join("; ")}</p>}
          <CommandLine text={drillCommand(name)} />
        </div>
      )}
    </li>
  );
}
