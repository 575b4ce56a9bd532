// Parts that every view uses.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { span } from "../../ops/text";
import type { Loaded } from "./use-loaded";

export function Panel(props: {
  readonly title: ComponentChildren;
  readonly side?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly id?: string;
}) {
  return (
    <section class="panel" id={props.id}>
      <header class="panel-head">
        <h2>{props.title}</h2>
        <div class="panel-side">{props.side}</div>
      </header>
      {props.children}
    </section>
  );
}

export function Badge({
  kind,
  children,
}: {
  readonly kind: "ok" | "bad" | "warn" | "plain";
  readonly children: ComponentChildren;
}) {
  return <span class={`badge badge-${kind}`}>{children}</span>;
}

export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

export function Problem({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p class="problem" role="alert">
      {text}
    </p>
  );
}

/** What was read, or why not. */
export function Shown<T>({
  of,
  children,
}: {
  readonly of: Loaded<T>;
  readonly children: (value: T) => ComponentChildren;
}) {
  return (
    <>
      <Problem text={of.error} />
      {of.value === undefined ? of.error === undefined && <Empty>Reading…</Empty> : children(of.value)}
    </>
  );
}

/** A command line to copy. */
export function CommandLine({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="command">
      <code>{text}</code>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
      >
        {copied ? "Copied" : "Copy"}
      </button>
    </div>
  );
}

/** A moment: the time, and the whole date on hover. */
export function Time({ at }: { readonly at: string | number }) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{String(at)}</span>;
  const today = date.toDateString() === new Date().toDateString();
  const iso = date.toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {today ? "" : `${iso.slice(0, 10)} `}
      {date.toTimeString().slice(0, 8)}
    </time>
  );
}

/** How long ago, in words. */
export function age(at: string | number): string {
  return span(Date.now() - new Date(at).getTime());
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Names and values. */
export function Facts({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(of).filter(([, value]) => value !== undefined && value !== "");
  return (
    <dl class="facts">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
