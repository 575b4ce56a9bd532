// A carrier's event and a notification, as forms.
import { useState } from "preact/hooks";
import { post } from "../api";
import { useChange } from "../change";
import { hrefOf } from "../state";
import { Panel, Problem } from "../ui";
import { Field } from "./field";

export function EventForm({ statuses }: { readonly statuses: readonly string[] }) {
  const [carrier, setCarrier] = useState("ups");
  const [detail, setDetail] = useState(() => sampleEvent(statuses[0] ?? "CREATED"));
  const [sent, setSent] = useState<string>();
  const change = useChange((result) => setSent((result as { readonly id: string }).id));
  const setField = (name: string, value: string) => {
    try {
      setDetail(JSON.stringify({ ...JSON.parse(detail), [name]: value }, null, 2));
    } catch {
      // What is no JSON stays as it was typed.
    }
  };
  return (
    <Panel title="A carrier's event">
      <form
        class="panel-body"
        onSubmit={(event) => {
          event.preventDefault();
          change.run((confirm) => post("try/event", { carrier, detail, ...(confirm !== undefined && { confirm }) }));
        }}
      >
        <div class="fields">
          <Field label="Carrier" value={carrier} onValue={setCarrier} required={true} />
          <label class="field">
            Status
            <select onChange={(event) => setField("status", event.currentTarget.value)}>
              {statuses.map((status) => (
                <option key={status}>{status}</option>
              ))}
            </select>
          </label>
        </div>
        <label class="field">
          Event
          <textarea
            class="code"
            rows={9}
            spellcheck={false}
            value={detail}
            onInput={(event) => setDetail(event.currentTarget.value)}
          />
        </label>
        <div class="actions">
          <button type="submit" class="primary" disabled={change.running}>
            Put it on the bus
          </button>
          <button type="button" onClick={() => setDetail(sampleEvent(statuses[0] ?? "CREATED"))}>
            New event
          </button>
          <button
            type="button"
            class="danger"
            onClick={() =>
              setDetail(JSON.stringify({ ...JSON.parse(sampleEvent("CREATED")), status: "LOST_IN_SPACE" }, null, 2))
            }
          >
            Poison
          </button>
        </div>
        <Problem text={change.error} />
        {sent !== undefined && (
          <p class="done" role="status">
            The bus took it: {sent}. <a href={hrefOf("search", shipmentOf(detail))}>Follow the shipment</a>
          </p>
        )}
        {change.dialog}
      </form>
    </Panel>
  );
}

function sampleEvent(status: string): string {
  const id = Math.random().toString(36).slice(2, 8);
  const event = {
    eventId: `try-${id}-1`,
    shipmentId: `parcel-${id}`,
    orderId: `order-${id}`,
    carrier: "ups",
    status,
    occurredAt: new Date().toISOString(),
    location: "Vienna",
  };
  return JSON.stringify(event, null, 2);
}

function shipmentOf(detail: string): string {
  return /"shipmentId":\s*"([^"]+)"/.exec(detail)?.[1] ?? "";
}

export function NotificationForm({ severities }: { readonly severities: readonly string[] }) {
  const [subject, setSubject] = useState("Try it");
  const [message, setMessage] = useState("A notification from the console.");
  const [severity, setSeverity] = useState(severities[0] ?? "info");
  const [sent, setSent] = useState<{ readonly id: string; readonly correlationId: string }>();
  const change = useChange((result) => setSent(result as { readonly id: string; readonly correlationId: string }));
  return (
    <Panel title="A notification">
      <form
        class="panel-body"
        onSubmit={(event) => {
          event.preventDefault();
          change.run((confirm) =>
            post("try/notification", {
              subject,
              message,
              severity,
              source: "console",
              ...(confirm !== undefined && { confirm }),
            }),
          );
        }}
      >
        <div class="fields">
          <Field label="Subject" value={subject} onValue={setSubject} required={true} />
          <label class="field">
            Severity
            <select value={severity} onChange={(event) => setSeverity(event.currentTarget.value)}>
              {severities.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        </div>
        <label class="field">
          Message
          <textarea rows={4} value={message} onInput={(event) => setMessage(event.currentTarget.value)} />
        </label>
        <div class="actions">
          <button type="submit" class="primary" disabled={change.running}>
            Publish
          </button>
        </div>
        <Problem text={change.error} />
        {sent !== undefined && (
          <p class="done" role="status">
            The topic took it. <a href={hrefOf("search", sent.correlationId)}>Follow it</a>
          </p>
        )}
        {change.dialog}
      </form>
    </Panel>
  );
}
