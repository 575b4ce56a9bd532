// Server-sent events by `fetch`, because `EventSource` cannot send the token. Goes on behind the last event after every break.
import { signal } from "@preact/signals";
import { authorization, permitted } from "./api";

/** Whether events arrive. */
export const connected = signal(false);

type Listener = (data: unknown) => void;

const listeners = new Map<string, Set<Listener>>();

/** Hears the events of a topic. @returns what ends that */
export function listen(topic: string, listener: Listener): () => void {
  const all = listeners.get(topic) ?? new Set();
  listeners.set(topic, all.add(listener));
  return () => all.delete(listener);
}

/** Pause before a new attempt: doubled up to the last. */
const pauses = { first: 500, last: 8_000 };

/** Opens the stream, and opens it again whenever it ends. */
export async function followStream(): Promise<void> {
  let lastId: string | undefined;
  let pause = pauses.first;
  let leaving = new AbortController();
  // The browser keeps a stream open that nothing can arrive by any more.
  window.addEventListener("offline", () => leaving.abort());
  while (permitted.value) {
    leaving = new AbortController();
    try {
      const response = await fetch("/api/stream", {
        signal: leaving.signal,
        headers: { ...authorization(), ...(lastId !== undefined && { "last-event-id": lastId }) },
      });
      if (response.status === 401) permitted.value = false;
      if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
      connected.value = true;
      pause = pauses.first;
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        text += value;
        const parts = text.split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts) lastId = emit(part) ?? lastId;
      }
    } catch {
      // The next attempt shows whether the server is there.
    }
    connected.value = false;
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, pauses.last);
  }
}

/** Gives one event to its listeners. @returns its id; undefined for a comment */
function emit(part: string): string | undefined {
  const fields = new Map(
    part.split("\n").flatMap((line) => {
      const at = line.indexOf(": ");
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 2)] as const];
    }),
  );
  const topic = fields.get("event");
  if (topic === undefined) return undefined;
  const data: unknown = JSON.parse(fields.get("data") ?? "null");
  for (const listener of listeners.get(topic) ?? []) listener(data);
  return fields.get("id");
}
