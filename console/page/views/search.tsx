import { useState } from "preact/hooks";
import type { Timeline, TimelineEvent } from "../../contract";
import { post } from "../api";
import { about, hrefOf, route } from "../state";
import { CommandLine, count, Empty, Panel, Problem, Shown, Time } from "../ui";
import { useLoaded } from "../use-loaded";

/** Everything about an id, in time order. */
export function Search() {
  const id = route.value.item;
  return (
    <>
      <h1>{id === undefined ? "Search" : id}</h1>
      {id === undefined ? (
        <Empty>
          Type an order, shipment, notification or correlation id
          {about.value?.kind === "local" ? ", or an email address," : ""} into the box above. Press / to get there.
        </Empty>
      ) : (
        <Found key={id} id={id} />
      )}
    </>
  );
}

function Found({ id }: { readonly id: string }) {
  const [addresses, setAddresses] = useState(false);
  const deployed = about.value?.kind === "deployed";
  const [pages, setPages] = useState(deployed ? 1 : 20);
  const read = (quick: boolean) => post<Timeline>("timeline", { id, showAddresses: addresses, pages, quick });
  const first = useLoaded(`${id} ${addresses}`, () => read(true));
  const left = first.value?.left ?? [];
  // What takes its time is asked for behind, and what is known already is shown meanwhile.
  const whole = useLoaded(`${id} ${addresses} ${pages} ${left.join()}`, async () =>
    left.length > 0 ? read(false) : undefined,
  );
  return (
    <>
      <div class="head">
        <label class="check">
          <input type="checkbox" checked={addresses} onChange={(event) => setAddresses(event.currentTarget.checked)} />{" "}
          show addresses
        </label>
        <button
          type="button"
          onClick={() => {
            first.reload();
            whole.reload();
          }}
        >
          Read again
        </button>
        {deployed && (
          <label class="field-inline">
            Without an index read at most
            <select value={pages} onChange={(event) => setPages(Number(event.currentTarget.value))}>
              <option value={1}>1 MB of each table (about 0.0003 USD)</option>
              <option value={20}>20 MB of each table (about 0.005 USD)</option>
              <option value={100}>100 MB of each table (about 0.03 USD)</option>
            </select>
          </label>
        )}
      </div>
      {left.length > 0 && whole.loading && (
        <p class="notice" role="status">
          {left.includes("tables")
            ? `No key and no index leads to this id: up to ${pages} MB of each table are scanned…`
            : `The logs of ${count(about.value?.functions.length ?? 0, "function")} are read…`}
        </p>
      )}
      <Problem text={whole.error} />
      <Shown of={first}>
        {(found) => <Result of={whole.value ?? found} isPartial={left.length > 0 && whole.value === undefined} />}
      </Shown>
    </>
  );
}

function Result({ of, isPartial }: { readonly of: Timeline; readonly isPartial: boolean }) {
  const { id, orderIds, shipmentIds, correlationIds, events, notices, command } = of;
  return (
    <>
      <p class="muted">
        {[
          orderIds.length > 0 ? count(orderIds.length, "order") : "",
          shipmentIds.length > 0 ? count(shipmentIds.length, "shipment") : "",
          ...correlationIds.map((each) => `correlation ${each}`),
        ]
          .filter((each) => each !== "")
          .join(" · ")}
      </p>
      {events.length > 0 && <Waterfall events={events} />}
      {events.length === 0 && !isPartial && <Empty>The tables, logs and emails know nothing about {id}.</Empty>}
      {notices.map((notice) => (
        <p key={notice} class="notice">
          {notice}
        </p>
      ))}
      <CommandLine text={command} />
    </>
  );
}

/** Each event at its time: how far from the first, and in which pipeline. */
function Waterfall({ events }: { readonly events: readonly TimelineEvent[] }) {
  const times = events.map(({ at }) => Date.parse(at)).filter((time) => !Number.isNaN(time));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const span = Math.max(1, last - first);
  return (
    <Panel title={`${count(events.length, "event")} in ${duration(span)}`}>
      <ol class="waterfall">
        {events.map((event, index) => {
          const offset = Date.parse(event.at) - first;
          const share = (offset / span) * 100;
          return (
            <li key={index} class={`hop hop-${event.pipeline || "other"}`}>
              <span class="hop-time">
                <Time at={event.at} />
              </span>
              <span class="hop-bar" aria-hidden="true">
                <span style={{ left: `${Math.min(98, share)}%` }} />
              </span>
              <span class="hop-offset muted">+{duration(offset)}</span>
              <div class="hop-what">
                <b>{event.what}</b>
                <span class="badge">{event.source === "table" ? event.pipeline : event.source}</span>
                <HopFacts of={event.facts} />
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function HopFacts({ of }: { readonly of: Readonly<Record<string, string>> }) {
  return (
    <div class="detail">
      {Object.entries(of).map(([name, value]) => (
        <span key={name} class="fact">
          {name}{" "}
          {name === "messageId" ? (
            <a href={hrefOf("inbox", value)}>{value}</a>
          ) : name === "functionName" ? (
            <a href={hrefOf("logs", value)}>{value}</a>
          ) : (
            <span class="value">{value}</span>
          )}
        </span>
      ))}
    </div>
  );
}

function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 3_600_000 ? `${(ms / 60_000).toFixed(1)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
