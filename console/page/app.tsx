import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { permitted } from "./api";
import { about, aboutProblem, failureQueues, hrefOf, live, ringing, route } from "./state";
import { connected } from "./stream";
import { ThemeButton } from "./theme";
import { Badge, Empty, Problem } from "./ui";
import { Alarms } from "./views/alarms";
import { Calls } from "./views/calls";
import { Dashboards } from "./views/dashboards";
import { DeadLetters } from "./views/dead-letters";
import { Errors } from "./views/errors";
import { Faults } from "./views/faults";
import { Inbox } from "./views/inbox";
import { Logs } from "./views/logs";
import { Pipelines } from "./views/pipelines";
import { Releases } from "./views/releases";
import { Search } from "./views/search";
import { Try } from "./views/try";
import { WatchStrip } from "./watch-strip";

/** The views, in the order of the menu, each with its key. */
const views: readonly View[] = [
  { id: "pipelines", title: "Pipelines", key: "p", show: () => <Pipelines /> },
  { id: "search", title: "Search", key: "s", show: () => <Search /> },
  { id: "dead-letters", title: "Dead letters", key: "d", show: () => <DeadLetters /> },
  { id: "alarms", title: "Alarms", key: "a", show: () => <Alarms /> },
  { id: "inbox", title: "Inbox", key: "i", show: () => <Inbox /> },
  { id: "errors", title: "Errors", key: "e", show: () => <Errors /> },
  { id: "dashboards", title: "Dashboards", key: "b", show: () => <Dashboards /> },
  { id: "logs", title: "Logs", key: "l", show: () => <Logs /> },
  { id: "calls", title: "Calls, grants, cost", key: "c", show: () => <Calls /> },
  { id: "faults", title: "Faults and drills", key: "f", show: () => <Faults /> },
  { id: "releases", title: "Releases", key: "r", show: () => <Releases /> },
  { id: "try", title: "Try it", key: "t", show: () => <Try /> },
];

interface View {
  readonly id: string;
  readonly title: string;
  readonly key: string;
  readonly show: () => VNode;
}

export function App() {
  const search = useRef<HTMLInputElement>(null);
  useKeys(search);
  const { view } = route.value;
  const found = views.find(({ id }) => id === view) ?? views[0];
  useEffect(() => {
    document.title = `${found?.title ?? ""} · ${about.value?.environment ?? ""} back office`;
  });
  useEffect(() => {
    // On a phone the menu is a row that is scrolled.
    document.querySelector(".menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [found?.id, about.value === undefined]);
  if (!permitted.value) return <Refused />;
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        To the content
      </button>
      <header class="top">
        <a class="brand" href={hrefOf("pipelines")}>
          Back office
        </a>
        <span class="target" title={about.value?.title}>
          {about.value?.kind === "local" ? (
            "local run"
          ) : (
            <>
              {about.value?.environment} <span class="muted">{about.value?.region}</span>
            </>
          )}
        </span>
        {about.value?.kind === "deployed" && (
          <Badge kind={about.value.changes ? "warn" : "plain"}>
            {about.value.changes ? "changes allowed" : "read only"}
          </Badge>
        )}
        <search class="find">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const id = search.current?.value.trim() ?? "";
              if (id !== "") location.hash = hrefOf("search", id);
            }}
          >
            <input
              ref={search}
              type="search"
              aria-label="Search an id"
              placeholder="Order, shipment, correlation id…  /"
            />
          </form>
        </search>
        <span class={connected.value ? "pulse" : "pulse pulse-off"} role="status">
          {connected.value ? "live" : "reconnecting…"}
        </span>
        <ThemeButton />
      </header>
      <nav class="menu" aria-label="Views">
        {views.map(({ id, title }) => (
          <a key={id} href={hrefOf(id)} aria-current={id === found?.id ? "page" : undefined}>
            <span>{title}</span>
            <Counter view={id} />
          </a>
        ))}
      </nav>
      <main id="main" tabIndex={-1}>
        {found !== undefined && <Content of={found} />}
        {about.value?.cost !== undefined && <p class="foot muted">{about.value.cost}</p>}
      </main>
      <WatchStrip />
    </>
  );
}

/** The view, or why this stack cannot feed it. */
function Content({ of }: { readonly of: View }) {
  const why = about.value?.without[of.id];
  if (about.value !== undefined && why === undefined) return of.show();
  return (
    <>
      <h1>{of.title}</h1>
      <Problem text={aboutProblem.value} />
      <Empty>{why ?? "Reading…"}</Empty>
    </>
  );
}

/** What waits in a view. */
function Counter({ view }: { readonly view: string }) {
  if (view === "alarms" && ringing.value.length > 0) return <Badge kind="bad">{ringing.value.length}</Badge>;
  if (view === "dead-letters") {
    const dead = Object.entries(live.value?.queues ?? {})
      .filter(([name]) => failureQueues.value.has(name))
      .reduce((sum, [, { visible, hidden }]) => sum + visible + hidden, 0);
    if (dead > 0) return <Badge kind="bad">{dead}</Badge>;
  }
  return null;
}

/** `/` goes to the search, `g` and a letter to a view. */
function useKeys(search: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    let going = false;
    const onKey = (event: KeyboardEvent) => {
      const { target, key } = event;
      const types = target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      if (types || event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === "/") {
        event.preventDefault();
        search.current?.focus();
      }
      const view = going ? views.find((each) => each.key === key) : undefined;
      if (view !== undefined) location.hash = hrefOf(view.id);
      going = key === "g";
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [search]);
}

function Refused() {
  return (
    <main class="refused">
      <h1>This page is of another run</h1>
      <p>
        Open the address that <code>npm start -- --keep</code> or <code>npm run console</code> has printed: it carries
        the token of its run.
      </p>
    </main>
  );
}
