import { Component } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { LogLine } from "../../contract";
import { indented } from "../../indented";
import { isWanted, mostShown } from "../../log-filter";
import { get, post } from "../api";
import { about, hrefOf, route, shortName } from "../state";
import { listen } from "../stream";
import { count, Empty, Panel, Problem } from "../ui";
import { useLoaded } from "../use-loaded";

interface Lines {
  readonly lines: readonly LogLine[];
  readonly kept: number;
  readonly since: string;
  readonly notices: readonly string[];
}

/** The server reads logs only while a page says that it shows them. */
const sayMs = 10_000;

/** All functions' logs as they are written. */
export function Logs() {
  const only = route.value.item;
  const [text, setText] = useState("");
  const [platform, setPlatform] = useState(false);
  const [paused, setPaused] = useState(false);
  const [fresh, setFresh] = useState<readonly LogLine[]>([]);
  const filter = { functionName: only, text, platform };
  const query = { text, platform: String(platform), ...(only !== undefined && { function: only }) };
  const read = useLoaded(JSON.stringify(query), () => {
    setFresh([]);
    return get<Lines>("logs", query);
  });
  useEffect(() => {
    const timer = setInterval(() => void post("logs/watch", {}).catch(() => undefined), sayMs);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (paused) return;
    const ends = [
      listen("log", (data) => setFresh((before) => [...before, ...(data as readonly LogLine[])].slice(-mostShown))),
      // More came than is sent.
      listen("logs", read.reload),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [paused, read.reload]);
  const known = new Set((read.value?.lines ?? []).map(keyOf));
  const lines = [
    ...(read.value?.lines ?? []),
    ...fresh.filter((line) => isWanted(line, filter) && !known.has(keyOf(line))),
  ]
    .toSorted((a, b) => b.at - a.at)
    .slice(0, mostShown);
  return (
    <>
      <div class="head">
        <h1>Logs</h1>
        <select
          aria-label="Function"
          value={only ?? ""}
          onChange={(event) => {
            const { value } = event.currentTarget;
            location.hash = value === "" ? hrefOf("logs") : hrefOf("logs", value);
          }}
        >
          <option value="">all functions</option>
          {about.value?.functions.map((name) => (
            <option key={name} value={name}>
              {shortName(name)}
            </option>
          ))}
        </select>
        <input
          type="search"
          aria-label="Filter lines"
          placeholder="Filter"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <label class="check">
          <input type="checkbox" checked={platform} onChange={(event) => setPlatform(event.currentTarget.checked)} />{" "}
          platform and metrics
        </label>
        <button type="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? "Go on" : "Pause"}
        </button>
      </div>
      <Problem text={read.error} />
      {read.value?.notices.map((notice) => (
        <p key={notice} class="notice">
          {notice}
        </p>
      ))}
      <Panel
        title={`${count(lines.length, "line")}, newest first`}
        side={paused ? <span class="muted">paused</span> : undefined}
      >
        {lines.length === 0 ? (
          <Empty>
            {read.value === undefined
              ? "Reading…"
              : read.value.kept === 0
                ? `No function has logged anything since ${read.value.since.slice(11, 19)} UTC; new lines appear here.`
                : `None of the ${read.value.kept} lines since ${read.value.since.slice(11, 19)} UTC fits; new ones appear here.`}
          </Empty>
        ) : (
          <ol class="lines">
            {lines.map((line) => (
              <Line key={keyOf(line)} of={line} />
            ))}
          </ol>
        )}
      </Panel>
    </>
  );
}

function keyOf({ at, functionName, text }: LogLine): string {
  return `${at} ${functionName} ${text}`;
}

/** A line, drawn again only when it is opened or closed: many others come and go around it. */
class Line extends Component<{ readonly of: LogLine }, { readonly open: boolean }> {
  override state = { open: false };

  override shouldComponentUpdate(next: { readonly of: LogLine }, { open }: { readonly open: boolean }): boolean {
    return next.of !== this.props.of || open !== this.state.open;
  }

  override render() {
    const { of } = this.props;
    const { open } = this.state;
    return (
      <li class={`line line-${of.level.toLowerCase()}`}>
        <button type="button" class="row-button" aria-expanded={open} onClick={() => this.setState({ open: !open })}>
          <span class="line-time">{new Date(of.at).toISOString().slice(11, 23)}</span>
          <span class="line-level">{of.level}</span>
          <span class="line-function">{shortName(of.functionName)}</span>
          <span class="line-message">{of.message}</span>
        </button>
        {open && (
          <div class="inset">
            {of.correlationId !== undefined && (
              <p>
                <a href={hrefOf("search", of.correlationId)}>Follow {of.correlationId}</a>
              </p>
            )}
            <pre class="body">{indented(of.text)}</pre>
          </div>
        )}
      </li>
    );
  }
}
