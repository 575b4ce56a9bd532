// One dead letter: its row, and its content below it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { DeadLetterSummary } from "../../../ops/queues/dead-letter";
import type { DeadLetterDetail } from "../../contract";
import { post } from "../api";
import { hrefOf } from "../state";
import { age, count, Facts, Shown, Time } from "../ui";
import { useLoaded } from "../use-loaded";

/** What `deadletters --json` prints of a queue, as far as the page shows it. */
export interface QueueReport {
  readonly queue: string;
  readonly visible: number;
  readonly hidden: number;
  readonly goesBackTo: string;
  readonly reasons: Readonly<Record<string, number>>;
  readonly messages: readonly DeadLetterSummary[];
}

interface RowProps {
  readonly of: DeadLetterSummary;
  readonly chosen: boolean;
  readonly onChosen: (chosen: boolean) => void;
  readonly open: boolean;
  readonly onOpen: () => void;
  /** Its content, shown when it is open. */
  readonly children: ComponentChildren;
}

export function Row({ of: message, chosen, onChosen, open, onOpen, children }: RowProps) {
  return (
    <>
      <tr class={open ? "row-open" : ""} data-message={message.messageId}>
        <td>
          <input
            type="checkbox"
            aria-label={`Choose message ${message.messageId}`}
            checked={chosen}
            onChange={(event) => onChosen(event.currentTarget.checked)}
          />
        </td>
        <td>
          <b>{message.reason}</b>
          {message.detail !== undefined && <div class="detail">{message.detail}</div>}
        </td>
        <td>
          {message.subject.kind} <a href={hrefOf("search", message.subject.id)}>{message.subject.id}</a>
          {message.correlationId !== undefined && (
            <div class="detail">
              correlation <a href={hrefOf("search", message.correlationId)}>{message.correlationId}</a>
            </div>
          )}
        </td>
        <td title={message.sentAt} class="age">
          {age(message.sentAt)}
        </td>
        <td class="id">{message.messageId}</td>
        <td>
          <button type="button" aria-expanded={open} onClick={onOpen}>
            {open ? "Close" : "Look"}
          </button>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={6}>{children}</td>
        </tr>
      )}
    </>
  );
}

export function Content({
  queue,
  message,
  onDiscard,
}: {
  readonly queue: string;
  readonly message: string;
  readonly onDiscard: (() => void) | undefined;
}) {
  const [addresses, setAddresses] = useState(false);
  const detail = useLoaded(`${message} ${addresses}`, () =>
    post<DeadLetterDetail>("dead-letter", { queue, message, showAddresses: addresses }),
  );
  return (
    <section class="inset" aria-label={`Message ${message}`}>
      <Shown of={detail}>
        {(letter) => (
          <>
            <Facts
              of={{
                redrive: letter.plan,
                sent: letter.sentAt,
                received: count(letter.receiveCount, "time"),
                ...letter.attributes,
              }}
            />
            <pre class="body">{letter.body}</pre>
            {letter.received && <p class="muted">The message was received for this look, and given back.</p>}
            <div class="actions">
              <button type="button" onClick={() => setAddresses(!addresses)}>
                {addresses ? "Mask email addresses" : "Show email addresses"}
              </button>
              {onDiscard !== undefined && (
                <button type="button" class="danger" onClick={onDiscard}>
                  Discard
                </button>
              )}
              <span class="muted">
                sent <Time at={letter.sentAt} />
              </span>
            </div>
          </>
        )}
      </Shown>
    </section>
  );
}
