import { useState } from "preact/hooks";
import type { CallCount } from "../../../ops/calls/counts";
import type { GrantUse } from "../../../ops/calls/grants";
import { runOps } from "../api";
import { shortName } from "../state";
import { Badge, CommandLine, count, Empty, Panel, Shown } from "../ui";
import { useLoaded } from "../use-loaded";
import { CallCosts } from "./call-costs";

interface Report {
  readonly calls: readonly CallCount[];
  readonly grants: readonly GrantUse[];
}

const uses: Readonly<Record<GrantUse["use"], string>> = {
  called: "called",
  aws: "used by AWS itself",
  uncalled: "not called yet",
  unusable: "no such call in the code",
};

/** Every call of a function to AWS, and the grants that nobody used. */
export function Calls() {
  const [all, setAll] = useState(false);
  const [text, setText] = useState("");
  const args = ["calls", ...(all ? ["--all"] : [])];
  const report = useLoaded(`calls ${all}`, () => runOps<Report>(args), 5_000);
  const fits = (...parts: readonly string[]) => parts.join(" ").toLowerCase().includes(text.toLowerCase());
  return (
    <>
      <div class="head">
        <h1>Calls, grants, cost</h1>
        <input
          type="search"
          aria-label="Filter calls"
          placeholder="Function, action, resource"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <label class="check">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} /> all callers
          and grants
        </label>
      </div>
      <Shown of={report}>
        {({ result, command }) => (
          <>
            <CallTable
              calls={result.calls.filter((each) => fits(each.caller, `${each.service}:${each.action}`, each.resource))}
            />
            <GrantTable
              grants={result.grants.filter((each) => fits(each.function, each.action, each.resource))}
              all={all}
            />
            <CommandLine text={command} />
          </>
        )}
      </Shown>
      <CallCosts />
    </>
  );
}

function CallTable({ calls }: { readonly calls: readonly CallCount[] }) {
  const total = calls.reduce((sum, each) => sum + each.calls, 0);
  const denied = calls.reduce((sum, { outcomes }) => sum + (outcomes.denied ?? 0), 0);
  return (
    <Panel
      title={count(total, "call")}
      side={<Badge kind={denied > 0 ? "bad" : "ok"}>{denied === 0 ? "none denied" : `${denied} denied`}</Badge>}
    >
      {calls.length === 0 ? (
        <Empty>No function has called AWS yet.</Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section class="scroll" tabIndex={0} aria-label="Calls">
          <table>
            <thead>
              <tr>
                <th>Function</th>
                <th>Action</th>
                <th>Resource</th>
                <th class="number">Calls</th>
                <th>How they ended</th>
                <th class="number">Retries</th>
                <th class="number">Faults</th>
                <th class="number">ms each</th>
              </tr>
            </thead>
            <tbody>
              {calls.map((each) => (
                <tr key={`${each.caller} ${each.service} ${each.action} ${each.resource}`}>
                  <td>{shortName(each.caller)}</td>
                  <td>
                    {each.service}:{each.action}
                  </td>
                  <td>{each.resource}</td>
                  <td class="number">{each.calls.toLocaleString("en")}</td>
                  <td>
                    {Object.entries(each.outcomes)
                      .filter(([outcome, number]) => number > 0 && outcome !== "ok")
                      .map(([outcome, number]) => (
                        <Badge
                          key={outcome}
                          kind={
                            outcome === "condition"
                              ? "plain"
                              : outcome === "denied" || outcome === "failed"
                                ? "bad"
                                : "warn"
                          }
                        >
                          {number} {outcome}
                        </Badge>
                      ))}
                  </td>
                  <td class="number">{each.retries || ""}</td>
                  <td class="number">{each.faults || ""}</td>
                  <td class="number">{(each.milliseconds / each.calls).toFixed(1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}

function GrantTable({ grants, all }: { readonly grants: readonly GrantUse[]; readonly all: boolean }) {
  return (
    <Panel title={all ? count(grants.length, "grant") : `${count(grants.length, "grant")} not used so far`}>
      {grants.length === 0 ? (
        <Empty>Every grant was used.</Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section class="scroll" tabIndex={0} aria-label="Grants">
          <table>
            <thead>
              <tr>
                <th>Function</th>
                <th>Action</th>
                <th>Resource</th>
                <th>Use</th>
              </tr>
            </thead>
            <tbody>
              {grants.map((grant) => (
                <tr key={`${grant.function} ${grant.action} ${grant.resource}`}>
                  <td>{shortName(grant.function)}</td>
                  <td>{grant.action}</td>
                  <td>{grant.resource.split(":").slice(5).join(":") || grant.resource}</td>
                  <td>
                    <Badge kind={grant.use === "unusable" ? "bad" : grant.use === "uncalled" ? "warn" : "plain"}>
                      {uses[grant.use]}
                      {grant.calls > 0 ? ` ${grant.calls} times` : ""}
                    </Badge>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}
