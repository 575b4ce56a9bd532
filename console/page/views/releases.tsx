import { useState } from "preact/hooks";
import type { FunctionRelease, Releases as Read, ReleaseDeployment } from "../../contract";
import { get } from "../api";
import { about, shortName } from "../state";
import { Badge, CommandLine, count, Panel, Shown, Time } from "../ui";
import { useLoaded } from "../use-loaded";

/** A local look costs nothing, and a roll-out takes seconds there. */
const localMs = 2_000;
/** CodeDeploy shifts by the minute. */
const deployedMs = 30_000;

const badges: Readonly<Record<FunctionRelease["state"], readonly ["ok" | "bad" | "warn" | "plain", string]>> = {
  live: ["ok", "newest"],
  rolling: ["warn", "rolling out"],
  waits: ["warn", "waits"],
  refused: ["bad", "refused"],
};

/** Which versions are called, and how the last roll-outs ended. */
export function Releases() {
  const releases = useLoaded(
    "releases",
    () => get<Read>("releases"),
    about.value?.kind === "local" ? localMs : deployedMs,
  );
  return (
    <>
      <h1>Releases</h1>
      <Shown of={releases}>
        {({ functions, notices, command }) => (
          <>
            {notices.map((notice) => (
              <p key={notice} class="notice">
                {notice}
              </p>
            ))}
            <Panel title={titleOf(functions)}>
              <ul class="list list-releases">
                {functions.map((each) => (
                  <Row key={each.functionName} of={each} />
                ))}
              </ul>
            </Panel>
            {command !== undefined && <CommandLine text={command} />}
          </>
        )}
      </Shown>
    </>
  );
}

function titleOf(functions: readonly FunctionRelease[]): string {
  const of = (state: FunctionRelease["state"]) => functions.filter((each) => each.state === state).length;
  const [rolling, waiting, refused] = [of("rolling"), of("waits"), of("refused")];
  return [
    count(functions.length, "function"),
    ...(rolling > 0 ? [`${rolling} rolling out`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ].join(", ");
}

function Row({ of }: { readonly of: FunctionRelease }) {
  const [open, setOpen] = useState(false);
  const [kind, word] = badges[of.state];
  const [last] = of.deployments;
  return (
    <li>
      <button type="button" class="row-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Badge kind={kind}>{word}</Badge>
        <span class="list-name">{shortName(of.functionName)}</span>
        <span class="shares">
          {of.shares.map(({ version, share }) => (
            <span key={version}>
              version {version}
              {share < 1 && ` ${Math.round(share * 100)} %`}
              <meter min={0} max={1} value={share} aria-label={`Share of the calls on version ${version}`} />
            </span>
          ))}
        </span>
        <span class="list-more muted">
          {of.next}
          {last !== undefined && `; last roll-out: ${last.status}`}
        </span>
      </button>
      {open && (
        <div class="inset">
          {of.deployments.length === 0 ? (
            <p class="muted">No roll-out in 30 days.</p>
          ) : (
            <ul class="plain">
              {of.deployments.map((deployment) => (
                <Deployment key={deployment.id} of={deployment} />
              ))}
            </ul>
          )}
        </div>
      )}
    </li>
  );
}

function Deployment({ of }: { readonly of: ReleaseDeployment }) {
  const { id, from, to, status, reason, at, takesBack } = of;
  return (
    <li>
      <Badge kind={status === "Succeeded" ? "ok" : status === "Failed" || status === "Stopped" ? "bad" : "warn"}>
        {status}
      </Badge>{" "}
      {takesBack === undefined ? `version ${from} to ${to}` : `back to version ${from}, taking back ${takesBack}`}{" "}
      <span class="muted">
        {reason} <Time at={at} /> {id}
      </span>
    </li>
  );
}
