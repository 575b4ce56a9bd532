import { useState } from "preact/hooks";
import type { DashboardData, WidgetData } from "../../contract";
import { get } from "../api";
import { Markdown } from "../markdown";
import { compact, Plot } from "../plot";
import { about, hrefOf, route, shortName } from "../state";
import { Empty, Shown } from "../ui";
import { useLoaded } from "../use-loaded";

const ranges = [
  { minutes: 15, title: "15 min" },
  { minutes: 60, title: "1 h" },
  { minutes: 180, title: "3 h" },
  { minutes: 1_440, title: "24 h" },
] as const;

/** The declared dashboards, with the stack's own data. */
export function Dashboards() {
  const names = useLoaded("dashboards", () => get<{ readonly names: readonly string[] }>("dashboards"));
  const [minutes, setMinutes] = useState(60);
  return (
    <Shown of={names}>
      {({ names: all }) => {
        const chosen = route.value.item ?? all[0];
        return (
          <>
            <div class="head">
              <h1>Dashboards</h1>
              <nav class="tabs" aria-label="Dashboards">
                {all.map((name) => (
                  <a key={name} href={hrefOf("dashboards", name)} aria-current={name === chosen ? "page" : undefined}>
                    {shortName(name).replace(/-dashboard$/, "")}
                  </a>
                ))}
              </nav>
              <label class="field-inline">
                Last
                <select value={minutes} onChange={(event) => setMinutes(Number(event.currentTarget.value))}>
                  {ranges.map((range) => (
                    <option key={range.minutes} value={range.minutes}>
                      {range.title}
                    </option>
                  ))}
                </select>
              </label>
            </div>
            {chosen === undefined ? (
              <Empty>The stack declares no dashboard, or its program could not be run here.</Empty>
            ) : (
              <Dashboard name={chosen} minutes={minutes} />
            )}
          </>
        );
      }}
    </Shown>
  );
}

function Dashboard({ name, minutes }: { readonly name: string; readonly minutes: number }) {
  const everyMs = about.value?.kind === "local" ? 15_000 : undefined;
  const data = useLoaded(
    `${name} ${minutes}`,
    () => get<DashboardData>("dashboard", { name, minutes: String(minutes) }),
    everyMs,
  );
  return (
    <Shown of={data}>
      {({ widgets, from, to }) => (
        <div class="dashboard">
          {widgets.map((widget, index) => (
            <Widget key={index} of={widget} from={from} to={to} />
          ))}
        </div>
      )}
    </Shown>
  );
}

function Widget({ of, from, to }: { readonly of: WidgetData; readonly from: number; readonly to: number }) {
  const wide = of.width > 12;
  const drawn = of.lines.some(({ points }) => points.length > 0);
  return (
    <section
      class={wide ? "widget widget-wide" : "widget"}
      aria-label={of.title || "text"}
      data-widget={of.kind}
      data-drawn={drawn}
    >
      {of.title !== "" && (
        <h2>
          {of.title}
          {of.unit !== "" && <span class="muted"> {of.unit}</span>}
        </h2>
      )}
      {of.kind === "text" && <Markdown text={of.markdown} />}
      {of.kind === "numbers" && (
        <dl class="numbers">
          {of.lines.map((line) => (
            <div key={line.label}>
              <dt>{line.label}</dt>
              <dd>{line.points.at(-1) === undefined ? "–" : compact(line.points.at(-1)?.[1] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      )}
      {of.kind === "graph" && drawn && (
        <Plot label={of.title} lines={of.lines} levels={of.levels} from={from} to={to} height={150} />
      )}
      {of.notices.map((notice) => (
        <p key={notice} class="notice">
          {notice}
        </p>
      ))}
    </section>
  );
}
