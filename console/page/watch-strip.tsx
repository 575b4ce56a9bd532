// What came of saved files, at the foot of every view: beside the editor, the page says when new code is live.
import { useState } from "preact/hooks";
import type { WatchChange } from "../contract";
import { filesText, resultText } from "../watch-text";
import { watched } from "./state";
import { Badge, Time } from "./ui";

const kinds: Readonly<Record<WatchChange["outcome"], "ok" | "bad" | "warn" | "plain">> = {
  live: "ok",
  unchanged: "plain",
  failed: "bad",
  restart: "warn",
};

export function WatchStrip() {
  const [open, setOpen] = useState(false);
  if (watched.value === undefined) return null;
  const [last, ...before] = watched.value.changes;
  const outdated = before.some(({ outcome }) => outcome === "restart") && last?.outcome !== "restart";
  return (
    <section class="watch" aria-label="Saved files">
      {open && (
        <ul class="plain watch-before">
          {before.toReversed().map((change) => (
            <li key={`${change.at} ${change.files.join()}`}>
              <Change of={change} />
            </li>
          ))}
        </ul>
      )}
      <div class="watch-last">
        <div aria-live="polite">
          {last === undefined ? (
            <span class="muted">Save a file of functions/ to make it live.</span>
          ) : (
            <Change of={last} />
          )}
        </div>
        {outdated && <Badge kind="warn">restart needed</Badge>}
        {before.length > 0 && (
          <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Close" : `${before.length} before`}
          </button>
        )}
      </div>
      {last?.message !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <pre class="body" tabIndex={0}>
          {last.message}
        </pre>
      )}
    </section>
  );
}

function Change({ of }: { readonly of: WatchChange }) {
  return (
    <span class="watch-change">
      <Badge kind={kinds[of.outcome]}>{of.outcome}</Badge>
      <b title={of.files.join("\n")}>{filesText(of.files)}</b>
      <span class="muted">{resultText(of)}</span>
      <span class="muted">
        <Time at={of.at} />
      </span>
    </span>
  );
}
