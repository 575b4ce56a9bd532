import { useState } from "preact/hooks";
import type { EmailSummary } from "../../contract";
import { get, post } from "../api";
import { useChange } from "../change";
import { hrefOf, route } from "../state";
import { Badge, count, Empty, Facts, Panel, Problem, Shown, Time } from "../ui";
import { useLoaded } from "../use-loaded";

interface Inbox {
  readonly emails: readonly EmailSummary[];
  readonly found: number;
  readonly all: number;
  /** Of all, the newest, which were searched. */
  readonly searched: number;
}

/** Every email that SES took in a local run. */
export function Inbox() {
  const chosen = route.value.item;
  const [text, setText] = useState("");
  const [addresses, setAddresses] = useState(false);
  const inbox = useLoaded(
    `${text} ${addresses}`,
    () => get<Inbox>("inbox", { text, showAddresses: String(addresses) }),
    5_000,
  );
  return (
    <div class={chosen === undefined ? "split" : "split split-half"}>
      <div class="split-main">
        <div class="head">
          <h1>Inbox</h1>
          <input
            type="search"
            aria-label="Search emails"
            placeholder="Subject, text, order"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={addresses}
              onChange={(event) => setAddresses(event.currentTarget.checked)}
            />{" "}
            show addresses
          </label>
        </div>
        <Shown of={inbox}>
          {({ emails, found, all, searched }) => (
            <Panel title={found === all ? count(all, "email") : `${found} of ${count(all, "email")}`}>
              {emails.length === 0 ? (
                <Empty>{all === 0 ? "SES has taken no email yet." : "No email has this in it."}</Empty>
              ) : (
                <ul class="list list-emails">
                  {emails.map((email) => (
                    <li key={email.messageId} class={email.messageId === chosen ? "row-open" : ""}>
                      <a href={hrefOf("inbox", email.messageId)}>
                        <Time at={email.at} />
                        <span class="list-name">{email.subject}</span>
                        <span class="list-more muted">{email.to.join(", ")}</span>
                        <Events of={email} />
                      </a>
                    </li>
                  ))}
                </ul>
              )}
              {found > emails.length && <Empty>The {emails.length} newest are shown.</Empty>}
              {searched < all && <Empty>Only the newest {searched.toLocaleString("en")} are searched.</Empty>}
            </Panel>
          )}
        </Shown>
      </div>
      {chosen !== undefined && <Email messageId={chosen} onChanged={inbox.reload} />}
    </div>
  );
}

function Events({ of }: { readonly of: EmailSummary }) {
  const last = of.events.at(-1)?.type;
  if (last === undefined) return <Badge kind="plain">sent</Badge>;
  return <Badge kind={/Bounce|Complaint/.test(last) ? "bad" : last === "Delivery" ? "ok" : "plain"}>{last}</Badge>;
}

const parts = ["HTML", "Text", "Details"] as const;

function Email({ messageId, onChanged }: { readonly messageId: string; readonly onChanged: () => void }) {
  const [chosen, setPart] = useState<(typeof parts)[number]>();
  const opened = useLoaded(`${messageId} ${chosen}`, () =>
    post<EmailSummary & { readonly text: string; readonly html: string }>("inbox/open", { messageId }),
  );
  const change = useChange(() => {
    opened.reload();
    onChanged();
  });
  const publish = (outcome: string) =>
    change.run((confirm) => post("inbox/event", { messageId, outcome, ...(confirm !== undefined && { confirm }) }));
  return (
    <aside class="split-side" aria-label="Email">
      <Shown of={opened}>
        {(email) => {
          const part = chosen ?? (email.html === "" ? "Text" : "HTML");
          return (
            <>
              <header class="panel-head">
                <h2>{email.subject}</h2>
                <a class="button quiet" href={hrefOf("inbox")}>
                  Close
                </a>
              </header>
              <p class="muted">
                <Time at={email.at} /> · from {email.from} · to {email.to.join(", ")}
              </p>
              <div class="tabs" role="tablist" aria-label="Parts of the email">
                {parts.map((each) => (
                  <button
                    key={each}
                    type="button"
                    role="tab"
                    aria-selected={part === each}
                    onClick={() => setPart(each)}
                  >
                    {each}
                  </button>
                ))}
              </div>
              {part === "HTML" &&
                (email.html === "" ? (
                  <Empty>The email has no HTML part.</Empty>
                ) : (
                  <iframe class="email" sandbox="" src={email.html} title={`Email: ${email.subject}`} />
                ))}
              {part === "Text" && <pre class="body">{email.text}</pre>}
              {part === "Details" && (
                <Facts
                  of={{ "message id": email.messageId, "configuration set": email.configurationSet, ...email.tags }}
                />
              )}
              <h3>SES's events</h3>
              {email.events.length === 0 ? (
                <p class="muted">None was published.</p>
              ) : (
                <ul class="plain">
                  {email.events.map((event) => (
                    <li key={event.type + event.at}>
                      <Time at={event.at} /> {event.type}
                    </li>
                  ))}
                </ul>
              )}
              <Problem text={change.error} />
              <div class="actions">
                {(["Delivery", "Bounce", "Complaint"] as const).map((outcome) => (
                  <button
                    key={outcome}
                    type="button"
                    disabled={change.running}
                    class={outcome === "Delivery" ? "" : "danger"}
                    onClick={() => publish(outcome)}
                  >
                    {outcome === "Delivery" ? "Deliver" : outcome === "Bounce" ? "Bounce" : "Complain"}
                  </button>
                ))}
              </div>
              {email.tags.orderId !== undefined && (
                <p>
                  <a href={hrefOf("search", email.tags.orderId)}>Follow order {email.tags.orderId}</a>
                </p>
              )}
              {change.dialog}
            </>
          );
        }}
      </Shown>
    </aside>
  );
}
