import { useState } from "preact/hooks";
import type { AlarmDetail, AlarmSummary } from "../../contract";
import { get } from "../api";
import { Markdown } from "../markdown";
import { Plot } from "../plot";
import { about, hrefOf, live, ringing, route, shortName } from "../state";
import { age, Badge, CommandLine, Empty, Panel, Shown, Time } from "../ui";
import { useLoaded } from "../use-loaded";
import { drillCommand, useDrills } from "./drills";

export function Alarms() {
  const chosen = route.value.item;
  return (
    <div class={chosen === undefined ? "split" : "split split-half"}>
      <div class="split-main">
        <List chosen={chosen} />
      </div>
      {chosen !== undefined && <Detail name={chosen} />}
    </div>
  );
}

const order: Readonly<Record<string, number>> = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 };

function StateBadge({ state }: { readonly state: string }) {
  return (
    <Badge kind={state === "ALARM" ? "bad" : state === "OK" ? "ok" : "plain"}>
      {state === "INSUFFICIENT_DATA" ? "no data" : state}
    </Badge>
  );
}

function List({ chosen }: { readonly chosen: string | undefined }) {
  const [text, setText] = useState("");
  const alarms = useLoaded(`alarms ${ringing.value.join()}`, () =>
    get<{ readonly alarms: readonly AlarmSummary[] }>("alarms"),
  );
  return (
    <>
      <div class="head">
        <h1>Alarms</h1>
        <input
          type="search"
          aria-label="Filter alarms"
          placeholder="Filter"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <Shown of={alarms}>
        {({ alarms: all }) => {
          const stateOf = ({ name, state }: AlarmSummary) => live.value?.alarms[name] ?? state;
          const found = all
            .filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(text.toLowerCase()))
            .toSorted((a, b) => (order[stateOf(a)] ?? 1) - (order[stateOf(b)] ?? 1) || a.name.localeCompare(b.name));
          const counts = ["ALARM", "OK", "INSUFFICIENT_DATA"].map(
            (state) => all.filter((alarm) => stateOf(alarm) === state).length,
          );
          return (
            <Panel title={`${counts[0]} in alarm, ${counts[1]} OK, ${counts[2]} without data`}>
              {found.length === 0 ? (
                <Empty>No alarm has this in its name or text.</Empty>
              ) : (
                <ul class="list list-alarms">
                  {found.map((alarm) => (
                    <li key={alarm.name} class={alarm.name === chosen ? "row-open" : ""}>
                      <a href={alarm.name === chosen ? hrefOf("alarms") : hrefOf("alarms", alarm.name)}>
                        <StateBadge state={stateOf(alarm)} />
                        <span class="list-name">{shortName(alarm.name)}</span>
                        <span class="list-more muted">{alarm.summary}</span>
                      </a>
                    </li>
                  ))}
                </ul>
              )}
            </Panel>
          );
        }}
      </Shown>
    </>
  );
}

function Detail({ name }: { readonly name: string }) {
  const state = live.value?.alarms[name];
  const detail = useLoaded(`${name} ${state}`, () => get<AlarmDetail>("alarm", { name }), 30_000);
  const [kept, setKept] = useState<AlarmDetail>();
  if (detail.value !== undefined && detail.value !== kept) setKept(detail.value);
  const shown = detail.value ?? (kept?.name === name ? kept : undefined);
  return (
    <aside class="split-side" aria-label={`About ${name}`}>
      <header class="panel-head">
        <h2>{shortName(name)}</h2>
        <a class="button quiet" href={hrefOf("alarms")}>
          Close
        </a>
      </header>
      {shown === undefined ? <Shown of={detail}>{() => null}</Shown> : <About of={shown} />}
    </aside>
  );
}

function About({ of }: { readonly of: AlarmDetail }) {
  const levels = of.threshold === undefined ? [] : [{ label: "threshold", value: of.threshold }];
  return (
    <div class="stack">
      <p>
        <StateBadge state={live.value?.alarms[of.name] ?? of.state} /> {of.summary}
      </p>
      <p class="muted">{of.condition}</p>
      <Plot label={`Data of ${of.name}`} lines={of.lines} levels={levels} from={of.from} to={of.to} />
      {of.notices.map((notice) => (
        <p key={notice} class="notice">
          {notice}
        </p>
      ))}
      {of.reason !== "" && <p class="detail">{of.reason}</p>}
      <h3>History</h3>
      {of.history.length === 0 ? (
        <p class="muted">No change of state is on record.</p>
      ) : (
        <ul class="plain history">
          {of.history.map(({ at, text }) => (
            <li key={at + text}>
              <Time at={at} /> {text}
            </li>
          ))}
        </ul>
      )}
      {of.runbook !== undefined && (
        <>
          <h3>Runbook: {of.runbook.name}</h3>
          {about.value?.kind === "local" && <DrillsOf alarm={shortName(of.name)} />}
          <Markdown text={of.runbook.text} />
        </>
      )}
    </div>
  );
}

/** The commands that rehearse an alarm. */
function DrillsOf({ alarm }: { readonly alarm: string }) {
  const drills = useDrills();
  const found = drills.value?.drills.filter(({ alarms }) => alarms.some((each) => `${each}-alarm` === alarm)) ?? [];
  return (
    <>
      {found.map(({ name, last }) => (
        <div key={name}>
          <p>Its drill{last === undefined ? "" : `, last ${last.verdict} ${age(last.at)} ago`}; end this run before:</p>
          <CommandLine text={drillCommand(name)} />
        </div>
      ))}
    </>
  );
}
