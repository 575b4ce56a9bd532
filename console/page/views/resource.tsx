import type { ResourceDetail } from "../../contract";
import { get } from "../api";
import { failureQueues, hrefOf, live, shortName } from "../state";
import { Badge, Facts, Shown } from "../ui";
import { useLoaded } from "../use-loaded";

/** Everything about one resource of the picture. */
export function ResourcePanel({ name }: { readonly name: string }) {
  const detail = useLoaded(name, () => get<ResourceDetail>("resource", { name }));
  return (
    <aside class="split-side" aria-label={`About ${name}`}>
      <header class="panel-head">
        <h2>{name}</h2>
        <a class="button quiet" href={hrefOf("pipelines")}>
          Close
        </a>
      </header>
      <Shown of={detail}>{(resource) => <Detail of={resource} />}</Shown>
    </aside>
  );
}

function Detail({ of }: { readonly of: ResourceDetail }) {
  const { environment, ...settings } = of.settings;
  const variables = (environment as { readonly variables?: Readonly<Record<string, unknown>> } | undefined)?.variables;
  const depth = live.value?.queues[of.name];
  const failures = depth !== undefined && failureQueues.value.has(of.name);
  return (
    <div class="stack">
      <p class="muted">
        {of.type}
        {of.consoleUrl !== undefined && (
          <>
            {" · "}
            <a href={of.consoleUrl} target="_blank" rel="noreferrer">
              in AWS's console
            </a>
          </>
        )}
      </p>
      {failures && <a href={hrefOf("dead-letters", of.name)}>Look at its messages</a>}
      {of.type === "function" && (
        <p>
          <a href={hrefOf("logs", of.name)}>Its log</a> · <a href={hrefOf("errors", of.name)}>Its errors</a>
        </p>
      )}
      {of.alarms.length > 0 && (
        <>
          <h3>Alarms</h3>
          <ul class="plain">
            {of.alarms.map((alarm) => {
              const state = live.value?.alarms[alarm] ?? "";
              return (
                <li key={alarm}>
                  <Badge kind={state === "ALARM" ? "bad" : state === "OK" ? "ok" : "plain"}>{state || "unknown"}</Badge>{" "}
                  <a href={hrefOf("alarms", alarm)}>{shortName(alarm)}</a>
                </li>
              );
            })}
          </ul>
        </>
      )}
      <h3>Settings</h3>
      <Facts of={settings} />
      {variables !== undefined && (
        <>
          <h3>Environment variables</h3>
          <Facts of={variables} />
        </>
      )}
      {of.grants.length > 0 && (
        <>
          <h3>It may</h3>
          <ul class="plain grants">
            {of.grants.map((grant) => (
              <li key={JSON.stringify(grant)}>
                <code>{grant.actions.join(", ")}</code>
                <span class="muted"> on {grant.resources.join(", ")}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {of.users.length > 0 && (
        <>
          <h3>Used by</h3>
          <ul class="plain grants">
            {of.users.map((user) => (
              <li key={user.name + user.actions.join()}>
                <a href={hrefOf("pipelines", user.name)}>{shortName(user.name)}</a>{" "}
                <code>{user.actions.join(", ")}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
