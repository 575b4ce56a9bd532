import { useEffect, useState } from "preact/hooks";
import type { CallCostsState, ComparedFlow } from "../../contract";
import { get, post } from "../api";
import { useChange } from "../change";
import { Badge, CommandLine, count, Empty, Panel, Problem, Shown, Time } from "../ui";
import { useLoaded } from "../use-loaded";

/** Somebody else may measure; and somebody who does waits for the end. */
const [idleMs, runningMs] = [5_000, 1_000];

/** What a million events of each kind cost, by the calls that some of them caused. */
export function CallCosts() {
  const [everyMs, setEveryMs] = useState(idleMs);
  const costs = useLoaded("call costs", () => get<CallCostsState>("call-costs"), everyMs);
  const change = useChange(costs.reload);
  const running = change.running || costs.value?.running === true;
  useEffect(() => setEveryMs(running ? runningMs : idleMs), [running]);
  return (
    <Panel
      title="Cost of a million, by the calls"
      side={
        <button
          type="button"
          disabled={running}
          onClick={() => change.run((confirm) => post("call-costs", { ...(confirm !== undefined && { confirm }) }))}
        >
          {running ? "Measuring…" : "Measure"}
        </button>
      }
    >
      <Problem text={change.error} />
      <Shown of={costs}>
        {({ last }) =>
          last === undefined ? (
            <Empty>
              Nothing was measured yet: events of each kind are caused in this run, and their calls counted.
            </Empty>
          ) : (
            <>
              <p class="panel-body muted">
                Measured at <Time at={last.at} />. Steps that no call shows cost what the estimate says.
              </p>
              {last.flows.map((flow) => (
                <FlowCost key={flow.name} of={flow} />
              ))}
            </>
          )
        }
      </Shown>
      <CommandLine text="npm run call-costs" />
      {change.dialog}
    </Panel>
  );
}

function FlowCost({ of: { name, events, steps, usd, modelUsd } }: { readonly of: ComparedFlow }) {
  const shown = steps.filter(({ called }) => called !== undefined);
  const rest = steps.filter(({ called }) => called === undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label={`Cost of ${name}`}>
      <table>
        <thead>
          <tr>
            <th>
              {name}, {count(events, "event")}
            </th>
            <th class="number">Each, by the estimate</th>
            <th class="number">Each, by the calls</th>
            <th class="number">USD, estimate</th>
            <th class="number">USD, calls</th>
            <th>Note</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((step) => (
            <tr key={step.what}>
              <td>{step.what}</td>
              <td class="number">{figure(step.modelled)}</td>
              <td class="number">{figure(step.called ?? 0)}</td>
              <td class="number">{step.modelUsd.toFixed(2)}</td>
              <td class="number">{step.usd.toFixed(2)}</td>
              <td>{step.differs && <Badge kind="warn">differs</Badge>}</td>
            </tr>
          ))}
          <tr>
            <td>{count(rest.length, "step")} that no call shows</td>
            <td />
            <td />
            <td class="number">{sum(rest.map((step) => step.modelUsd)).toFixed(2)}</td>
            <td class="number">{sum(rest.map((step) => step.usd)).toFixed(2)}</td>
            <td />
          </tr>
          <tr>
            <th scope="row">total</th>
            <td />
            <td />
            <td class="number">{modelUsd.toFixed(2)}</td>
            <td class="number">
              <b>{usd.toFixed(2)}</b>
            </td>
            <td />
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function figure(value: number): string {
  return Number(value.toFixed(3)).toString();
}
