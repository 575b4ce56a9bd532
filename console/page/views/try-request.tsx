// The API's operations, as forms.
import { useState } from "preact/hooks";
import type { ApiOperation, TryAnswer, TryForms } from "../../contract";
import { post } from "../api";
import { useChange } from "../change";
import { hrefOf } from "../state";
import { Badge, CommandLine, Panel, Problem } from "../ui";
import { Field } from "./field";

export function RequestForm({ of }: { readonly of: TryForms }) {
  const [id, setId] = useState(of.operations[0]?.id ?? "");
  const operation = of.operations.find((each) => each.id === id);
  return (
    <Panel title="The orders API" side={<span class="muted">{of.apiUrl}</span>}>
      <div class="panel-body">
        <label class="field">
          Operation
          <select value={id} onChange={(event) => setId(event.currentTarget.value)}>
            {of.operations.map((each) => (
              <option key={each.id} value={each.id}>
                {each.method} {each.path}: {each.summary}
              </option>
            ))}
          </select>
        </label>
        {operation !== undefined && <Operation key={id} of={operation} tokens={of.tokens} />}
      </div>
    </Panel>
  );
}

function Operation({ of, tokens }: { readonly of: ApiOperation; readonly tokens: boolean }) {
  const [first] = Object.entries(of.examples);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [body, setBody] = useState(first?.[1] ?? "");
  const [customer, setCustomer] = useState("ada");
  const [staff, setStaff] = useState(false);
  const [token, setToken] = useState("");
  const [answer, setAnswer] = useState<TryAnswer>();
  const change = useChange((result) => setAnswer(result as TryAnswer));
  const send = () =>
    change.run((confirm) =>
      post("try/request", {
        operation: of.id,
        parameters: values,
        body,
        customer,
        staff,
        token,
        confirm: confirm ?? (tokens ? "yes" : undefined),
      }),
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="fields">
        {tokens ? (
          <>
            <Field label="As customer" value={customer} onValue={setCustomer} />
            <label class="check">
              <input type="checkbox" checked={staff} onChange={(event) => setStaff(event.currentTarget.checked)} />{" "}
              staff
            </label>
          </>
        ) : (
          <label class="field">
            Token
            <input
              type="password"
              autoComplete="off"
              value={token}
              onInput={(event) => setToken(event.currentTarget.value)}
            />
          </label>
        )}
        {of.parameters.map(({ name, description, required }) => (
          <Field
            key={name}
            label={name}
            hint={description}
            required={required}
            value={values[name] ?? ""}
            onValue={(value) => setValues((before) => ({ ...before, [name]: value }))}
          />
        ))}
      </div>
      {Object.keys(of.examples).length > 1 && (
        <label class="field">
          Example
          <select onChange={(event) => setBody(of.examples[event.currentTarget.value] ?? "")}>
            {Object.keys(of.examples).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {first !== undefined && (
        <label class="field">
          Body
          <textarea
            class="code"
            rows={10}
            spellcheck={false}
            value={body}
            onInput={(event) => setBody(event.currentTarget.value)}
          />
        </label>
      )}
      <div class="actions">
        <button type="submit" class="primary" disabled={change.running}>
          {change.running ? "Sending…" : "Send"}
        </button>
      </div>
      <Problem text={change.error} />
      {answer !== undefined && <Answer of={answer} />}
      {change.dialog}
    </form>
  );
}

function Answer({ of }: { readonly of: TryAnswer }) {
  const orderId = /"orderId": "([\w-]+)"/.exec(of.body)?.[1];
  const correlationId = of.headers["x-correlation-id"];
  return (
    <section class="answer" aria-label="Answer">
      <p>
        <Badge kind={of.status < 300 ? "ok" : "bad"}>{of.status}</Badge>{" "}
        <span class="muted">in {of.milliseconds} ms</span>{" "}
        {orderId !== undefined && <a href={hrefOf("search", orderId)}>Follow the order</a>}{" "}
        {orderId === undefined && correlationId !== undefined && (
          <a href={hrefOf("search", correlationId)}>Follow the request</a>
        )}
      </p>
      <pre class="body">{of.body}</pre>
      <CommandLine text={of.curl} />
    </section>
  );
}
