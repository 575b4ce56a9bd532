import type { TryForms } from "../../contract";
import { get } from "../api";
import { Shown } from "../ui";
import { useLoaded } from "../use-loaded";
import { EventForm, NotificationForm } from "./try-messages";
import { RequestForm } from "./try-request";

/** Requests, events and notifications, as forms. */
export function Try() {
  const forms = useLoaded("try", () => get<TryForms>("try"));
  return (
    <>
      <h1>Try it</h1>
      <Shown of={forms}>
        {(of) => (
          <div class="forms">
            <RequestForm of={of} />
            <div>
              <EventForm statuses={of.statuses} />
              <NotificationForm severities={of.severities} />
            </div>
          </div>
        )}
      </Shown>
    </>
  );
}
