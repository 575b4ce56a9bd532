import { useState } from "preact/hooks";
import type { ErrorGroup, ErrorReport } from "../../contract";
import { get } from "../api";
import { commandOf, hrefOf, route, shortName } from "../state";
import { age, Badge, CommandLine, count, Empty, Panel, Shown, Time } from "../ui";
import { useLoaded } from "../use-loaded";

const spans = ["15m", "2h", "1d", "7d"] as const;

/** The error log, grouped by function and message. */
export function Errors() {
  const only = route.value.item;
  const [since, setSince] = useState<string>("2h");
  const report = useLoaded(`${since} ${only ?? ""}`, () =>
    get<ErrorReport>("errors", { since, ...(only !== undefined && { function: only }) }),
  );
  return (
    <>
      <div class="head">
        <h1>Errors</h1>
        <label class="field-inline">
          Last
          <select value={since} onChange={(event) => setSince(event.currentTarget.value)}>
            {spans.map((span) => (
              <option key={span}>{span}</option>
            ))}
          </select>
        </label>
        {only !== undefined && (
          <a class="badge" href={hrefOf("errors")}>
            {shortName(only)} ✕
          </a>
        )}
        <button type="button" onClick={report.reload}>
          Read again
        </button>
      </div>
      <Shown of={report}>
        {({ groups, notices }) => (
          <>
            {groups.length === 0 ? (
              <Empty>No function wrote an error in this time.</Empty>
            ) : (
              <Panel
                title={`${count(groups.length, "kind")} of failure, ${count(
                  groups.reduce((sum, each) => sum + each.count, 0),
                  "time",
                )}`}
              >
                <ul class="list">
                  {groups.map((group) => (
                    <Group
                      key={`${group.functionName} ${group.errorName} ${group.errorMessage}`}
                      of={group}
                      since={since}
                    />
                  ))}
                </ul>
              </Panel>
            )}
            {notices.map((notice) => (
              <p key={notice} class="notice">
                {notice}
              </p>
            ))}
          </>
        )}
      </Shown>
    </>
  );
}

function Group({ of, since }: { readonly of: ErrorGroup; readonly since: string }) {
  const [open, setOpen] = useState(false);
  const most = Math.max(1, ...of.histogram);
  return (
    <li>
      <button type="button" class="row-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Badge kind="bad">{of.count}</Badge>
        <span class="list-name">
          {of.errorName} <span class="muted">in {shortName(of.functionName)}</span>
        </span>
        <svg class="spark" viewBox={`0 0 ${of.histogram.length * 4} 18`} aria-hidden="true">
          {of.histogram.map((value, index) => (
            <rect key={index} x={index * 4} y={18 - (value / most) * 18} width="3" height={(value / most) * 18} />
          ))}
        </svg>
        <span class="muted">{age(of.last)} ago</span>
        <span class="list-more">{of.errorMessage}</span>
      </button>
      {open && (
        <div class="inset">
          <p>
            first <Time at={of.first} />, last <Time at={of.last} />
            {of.place !== "" && (
              <>
                {" "}
                at <code>{of.place}</code>
              </>
            )}
          </p>
          {of.correlationIds.length > 0 && (
            <p>
              Follow{" "}
              {of.correlationIds.map((id) => (
                <a key={id} class="chip" href={hrefOf("search", id)}>
                  {id}
                </a>
              ))}
            </p>
          )}
          <pre class="body">{of.stack}</pre>
          <h3>Event, redacted</h3>
          <pre class="body">{of.event}</pre>
          <CommandLine
            text={commandOf(["errors", "--function", shortName(of.functionName), "--since", since, "--verbose"])}
          />
        </div>
      )}
    </li>
  );
}
