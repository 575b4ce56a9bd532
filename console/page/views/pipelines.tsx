import type { PictureEdge, PictureNode, PipelinePicture } from "../../contract";
import { kindTitles } from "../../kind-titles";
import { get } from "../api";
import { about, hrefOf, live, ringing, route, shortName } from "../state";
import { Badge, count, Empty, Panel, Problem, Shown } from "../ui";
import { useLoaded } from "../use-loaded";
import { ResourcePanel } from "./resource";

/** The pipelines as drawn flows, with what is counted now. */
export function Pipelines() {
  const picture = useLoaded("picture", () => get<{ readonly pipelines: readonly PipelinePicture[] }>("picture"));
  const chosen = route.value.item;
  return (
    <div class={chosen === undefined ? "split" : "split split-open"}>
      <div class="split-main">
        <h1>Pipelines</h1>
        {live.value?.problems.map((text) => (
          <Problem key={text} text={text} />
        ))}
        <Shown of={picture}>
          {({ pipelines }) =>
            pipelines.length === 0 ? (
              <Empty>The stack declares no pipeline.</Empty>
            ) : (
              pipelines.map((each) => <Flow key={each.pipeline} of={each} chosen={chosen} />)
            )
          }
        </Shown>
        <Legend />
      </div>
      {chosen !== undefined && <ResourcePanel name={chosen} />}
    </div>
  );
}

/** Below this the names are too small to read; then the picture is scrolled. */
const smallestScale = 0.7;

function Flow({ of, chosen }: { readonly of: PipelinePicture; readonly chosen: string | undefined }) {
  const alarms = ringing.value.filter((name) => name.startsWith(`${of.pipeline}-`));
  const side =
    alarms.length === 0 ? undefined : (
      <a class="badge badge-bad" href={hrefOf("alarms")}>
        {alarms.length} in alarm
      </a>
    );
  return (
    <Panel title={of.title} side={side}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="scroll flow-drawn" tabIndex={0} aria-label={`Flow of ${of.title}`}>
        <svg
          class="flow"
          viewBox={`0 0 ${of.width} ${of.height}`}
          style={{ width: "100%", minWidth: of.width * smallestScale, maxWidth: of.width }}
        >
          <title>{`${of.title}: resources, and how messages pass between them`}</title>
          <defs>
            <marker
              id={`arrow-${of.pipeline}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0.500L7.500 4L0 7.500z" class="arrow" />
            </marker>
          </defs>
          {of.edges.map((edge) => (
            <Edge key={`${edge.from} ${edge.to} ${edge.kind}`} of={edge} pipeline={of.pipeline} />
          ))}
          {of.nodes.map((node) => (
            <Node key={node.id} of={node} chosen={node.id === chosen} />
          ))}
        </svg>
      </section>
      <ul class="list flow-list">
        {of.nodes
          .filter(({ kind, foreign }) => kind !== "outside" && !foreign)
          .toSorted((a, b) => a.x - b.x || a.y - b.y)
          .map((node) => {
            const { text, bad } = figureOf(node);
            return (
              <li key={node.id}>
                <a href={hrefOf("pipelines", node.name)}>
                  <span class="list-name">{node.label}</span>
                  <span class="muted">{kindTitles[node.kind]}</span>
                  {text !== "" && <Badge kind={bad ? "bad" : "plain"}>{text}</Badge>}
                </a>
              </li>
            );
          })}
      </ul>
    </Panel>
  );
}

/** A path through the points, round at the corners. */
function pathOf(points: PictureEdge["points"]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  const last = rest.at(-1) ?? first;
  const middles = rest.slice(0, -1).map(({ x, y }, index) => {
    const next = rest[index + 1] ?? last;
    return `Q${x} ${y} ${(x + next.x) / 2} ${(y + next.y) / 2}`;
  });
  return [`M${first.x} ${first.y}`, ...middles, `L${last.x} ${last.y}`].join(" ");
}

function Edge({ of, pipeline }: { readonly of: PictureEdge; readonly pipeline: string }) {
  return (
    <path d={pathOf(of.points)} class={`edge edge-${of.kind}`} marker-end={`url(#arrow-${pipeline})`}>
      {of.label !== "" && <title>{of.label}</title>}
    </path>
  );
}

/** What is counted of a node, in a few words, and whether that is bad. */
function figureOf({ kind, name }: PictureNode): { readonly text: string; readonly bad: boolean } {
  const now = live.value;
  if (kind === "queue" || kind === "deadLetterQueue") {
    const depth = now?.queues[name];
    if (depth === undefined) return { text: "", bad: false };
    const dead = kind === "deadLetterQueue";
    const flight = depth.hidden > 0 ? `, ${depth.hidden} in flight` : "";
    return { text: `${depth.visible} waiting${flight}`, bad: dead && depth.visible + depth.hidden > 0 };
  }
  if (kind === "function") {
    const rate = now?.functions[name];
    if (rate === undefined) return { text: "", bad: false };
    const errors = rate.errors > 0 ? `, ${rate.errors} failed` : "";
    return {
      text: rate.invocations === 0 ? "idle" : `${count(rate.invocations, "call")}${errors}`,
      bad: rate.errors > 0,
    };
  }
  return { text: "", bad: false };
}

function Node({ of, chosen }: { readonly of: PictureNode; readonly chosen: boolean }) {
  const { text, bad } = figureOf(of);
  const alarms = ringing.value.filter((alarm) => alarm.startsWith(shortName(of.name)));
  const rings = of.kind !== "outside" && alarms.length > 0;
  const classes = [
    "node",
    `node-${of.kind}`,
    of.foreign && "node-foreign",
    (bad || rings) && "node-bad",
    chosen && "node-chosen",
  ];
  const left = of.x - of.width / 2;
  const top = of.y - of.height / 2;
  const kind = kindTitles[of.kind];
  // `queue · 3 waiting`; a table that is called so says nothing twice.
  const second =
    of.kind === "outside"
      ? ""
      : [kind.toLowerCase() === of.label ? "" : kind, text].filter((each) => each !== "").join(" · ");
  const names = linesOf(of.label);
  // The lines stand in the middle together; a text's y is that of its base line.
  const firstLine = of.y - ((names.length + (second === "" ? 0 : 1)) * lineHeight) / 2 + 11;
  const body = (
    <>
      <rect x={left} y={top} width={of.width} height={of.height} rx={of.kind === "outside" ? 28 : 7} />
      {names.map((line, index) => (
        <text key={line} x={left + 10} y={firstLine + index * lineHeight} class="node-name">
          {line}
        </text>
      ))}
      {second !== "" && (
        <text x={left + 10} y={firstLine + names.length * lineHeight} class="node-figure">
          {second}
        </text>
      )}
      {rings && (
        <circle cx={left + of.width - 11} cy={top + 11} r="4.5" class="node-ring">
          <title>{`${alarms.length} in alarm`}</title>
        </circle>
      )}
    </>
  );
  return of.kind === "outside" ? (
    <g class={classes.filter(Boolean).join(" ")}>{body}</g>
  ) : (
    <a href={chosen ? hrefOf("pipelines") : hrefOf("pipelines", of.name)} class={classes.filter(Boolean).join(" ")}>
      {body}
    </a>
  );
}

const lineHeight = 14;
/** Letters of a name that fit into one line. */
const mostLetters = 17;

/** A name in lines, broken behind hyphens. */
function linesOf(name: string): readonly string[] {
  const lines: string[] = [];
  for (const part of name.split(/(?<=-)/)) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + part.length <= mostLetters) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines;
}

function Legend() {
  return (
    <p class="legend">
      <span class="legend-line legend-data" /> passes messages on <span class="legend-line legend-read" /> is read{" "}
      <span class="legend-line legend-failure" /> failures · calls of the last 5 minutes · red: failures lie there, a
      call failed, or an alarm rings
      {about.value?.kind === "local" ? ". Every function also writes failures to monitoring-errors." : "."}
    </p>
  );
}
