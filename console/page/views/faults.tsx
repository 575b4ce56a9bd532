import { useState } from "preact/hooks";
import type { FaultState } from "../../../ops/faults/rule";
import { get, runOps } from "../api";
import { useChange } from "../change";
import { about, commandOf, shortName } from "../state";
import { Badge, CommandLine, Empty, Panel, Problem, Shown } from "../ui";
import { useLoaded } from "../use-loaded";
import { Drills } from "./drills";

/** Faults of a local run: switched on, watched, ended. */
export function Faults() {
  const faults = useLoaded(
    "faults",
    () => runOps<{ readonly faults: readonly FaultState[] }>(["faults", "list"]),
    2_000,
  );
  const change = useChange(() => faults.reload());
  return (
    <>
      <h1>Faults and drills</h1>
      <Problem text={change.error} />
      <AddForm onAdd={(args) => change.run(() => runOps(args))} running={change.running} />
      <Shown of={faults}>
        {({ result }) => (
          <Panel
            title="Rules"
            side={
              result.faults.some(({ active }) => active) ? (
                <button type="button" onClick={() => change.run(() => runOps(["faults", "clear"]))}>
                  End all
                </button>
              ) : undefined
            }
          >
            {result.faults.length === 0 ? (
              <Empty>No fault was switched on in this run.</Empty>
            ) : (
              <ul class="list">
                {result.faults.toReversed().map((fault) => (
                  <Rule
                    key={fault.rule.id}
                    of={fault}
                    onEnd={(id) => change.run(() => runOps(["faults", "clear", "--id", id]))}
                  />
                ))}
              </ul>
            )}
          </Panel>
        )}
      </Shown>
      <Drills />
    </>
  );
}

function Rule({ of, onEnd }: { readonly of: FaultState; readonly onEnd: (id: string) => void }) {
  const {
    id,
    effect,
    function: name,
    service,
    action,
    resource,
    recipient,
    rate,
    perSecond,
    times,
    forSeconds,
  } = of.rule;
  const meets = [name, service, action, resource, recipient].filter((part) => part !== undefined);
  return (
    <li class="fault">
      <Badge kind={of.active ? "bad" : "plain"}>{of.active ? "active" : "ended"}</Badge>
      <span class="list-name">
        {effect} <span class="muted">{meets.length === 0 ? "every call of every function" : meets.join(", ")}</span>
      </span>
      <span class="muted">
        met {of.hit} of {of.matched} calls · {rate < 1 ? `${rate * 100} %, ` : ""}
        {perSecond === undefined ? "" : `beyond ${perSecond} a second, `}
        {times === undefined ? "" : `${times} times, `}
        {forSeconds} s
      </span>
      {of.active && (
        <button type="button" onClick={() => onEnd(id)}>
          End
        </button>
      )}
    </li>
  );
}

const services = ["", "dynamodb", "sqs", "sns", "events", "ses", "kms"];

function AddForm({ onAdd, running }: { readonly onAdd: (args: readonly string[]) => void; readonly running: boolean }) {
  const effects = useLoaded("effects", () => get<{ readonly effects: Readonly<Record<string, string>> }>("effects"));
  const [values, setValues] = useState<Readonly<Record<string, string>>>({
    effect: "throttle",
    rate: "0.3",
    "for-seconds": "60",
  });
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) => {
    const { value } = event.currentTarget;
    setValues((before) => ({ ...before, [name]: value }));
  };
  const needsDelay = values.effect === "delay";
  const limited = (values["per-second"] ?? "") !== "";
  const fields = Object.entries(values).filter(
    ([name, value]) => value !== "" && (name !== "delay-ms" || needsDelay) && (name !== "rate" || !limited),
  );
  const args = ["faults", "add", ...fields.flatMap(([name, value]) => [`--${name}`, value])];
  return (
    <Panel title="Make calls of functions fail">
      <form
        class="panel-body"
        onSubmit={(event) => {
          event.preventDefault();
          onAdd(args);
        }}
      >
        <div class="fields">
          <label class="field">
            Effect
            <select value={values.effect} onChange={set("effect")}>
              {Object.keys(effects.value?.effects ?? { throttle: "" }).map((effect) => (
                <option key={effect}>{effect}</option>
              ))}
            </select>
          </label>
          <label class="field">
            Function
            <select value={values.function ?? ""} onChange={set("function")}>
              <option value="">any</option>
              {about.value?.functions.map((name) => (
                <option key={name} value={shortName(name)}>
                  {shortName(name)}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            Service
            <select value={values.service ?? ""} onChange={set("service")}>
              {services.map((service) => (
                <option key={service} value={service}>
                  {service === "" ? "any" : service}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            Resource
            <input value={values.resource ?? ""} onInput={set("resource")} placeholder="any, or orders-table" />
          </label>
          <label class="field">
            Share of the calls
            <input value={values.rate} onInput={set("rate")} inputMode="decimal" disabled={limited} />
          </label>
          <label class="field">
            Beyond so many a second
            <input
              value={values["per-second"] ?? ""}
              onInput={set("per-second")}
              inputMode="decimal"
              placeholder="no limit"
            />
          </label>
          <label class="field">
            Seconds
            <input value={values["for-seconds"]} onInput={set("for-seconds")} inputMode="numeric" />
          </label>
          {needsDelay && (
            <label class="field">
              Delay in ms
              <input value={values["delay-ms"] ?? ""} onInput={set("delay-ms")} inputMode="numeric" />
            </label>
          )}
        </div>
        <p class="muted">{effects.value?.effects[values.effect ?? ""] ?? ""}</p>
        <div class="actions">
          <button type="submit" class="primary" disabled={running}>
            Switch it on
          </button>
        </div>
        <CommandLine text={commandOf(args)} />
      </form>
    </Panel>
  );
}
