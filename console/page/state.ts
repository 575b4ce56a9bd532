import { computed, effect, signal } from "@preact/signals";
import { opsCommandLine } from "../command-line";
import type { About, Live, WatchState } from "../contract";
import { ApiError, get, permitted } from "./api";
import { connected, listen } from "./stream";

/** What the console looks at. */
export const about = signal<About | undefined>(undefined);
/** Why that could not be read. */
export const aboutProblem = signal<string | undefined>(undefined);
/** What is counted now. */
export const live = signal<Live | undefined>(undefined);
/** What came of saved files; undefined where nothing watches them. */
export const watched = signal<WatchState | undefined>(undefined);
/** Grows when everything that is shown must be read anew. */
export const generation = signal(0);

/** The view, and what it shows, out of the address: `#/alarms/NAME`. */
export const route = signal(readRoute());

export interface Route {
  readonly view: string;
  readonly item: string | undefined;
}

function readRoute(): Route {
  const [view = "", item] = location.hash.replace(/^#\/?/, "").split("/");
  return { view: view === "" ? "pipelines" : view, item: item === undefined ? undefined : decodeURIComponent(item) };
}

/** Address of a view. */
export function hrefOf(view: string, item?: string): string {
  return `#/${view}${item === undefined ? "" : `/${encodeURIComponent(item)}`}`;
}

/** Alarms that ring. */
export const ringing = computed(() =>
  Object.entries(live.value?.alarms ?? {}).flatMap(([name, state]) => (state === "ALARM" ? [name] : [])),
);

/** Queues of failures, by physical name, and whether a redrive of each can permit one more email. */
export const failureQueues = computed(
  () => new Map((about.value?.failureQueues ?? []).map(({ name, permits }) => [name, permits])),
);

/** A name without the environment behind it. */
export function shortName(name: string): string {
  const suffix = `-${about.value?.environment ?? ""}`;
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

/** The command line for a terminal. */
export function commandOf(args: readonly string[]): string {
  return opsCommandLine(args, about.value?.commandOptions ?? "");
}

/** Begins to follow the address and the stream. What the console looks at is read whenever the server is there again. */
export function startState(): void {
  window.addEventListener("hashchange", () => {
    route.value = readRoute();
  });
  listen("live", (data) => {
    live.value = data as Live;
  });
  listen("watch", (data) => {
    watched.value = data as WatchState;
  });
  listen("reset", () => {
    generation.value += 1;
  });
  effect(() => {
    if (connected.value) readAbout();
  });
}

/** Pause before it is asked again what the console looks at. */
const againMs = 2_000;
let again: ReturnType<typeof setTimeout> | undefined;

function readAbout(): void {
  clearTimeout(again);
  get<About>("about").then(
    (found) => {
      about.value = found;
      aboutProblem.value = undefined;
    },
    (error: unknown) => {
      aboutProblem.value = textOf(error);
      // A stream that opens anew asks as well.
      clearTimeout(again);
      again = setTimeout(() => {
        if (connected.value && permitted.value) readAbout();
      }, againMs);
    },
  );
}

/** An error as a sentence. */
export function textOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return error instanceof TypeError ? "the console's server does not answer" : String(error);
}
