// A change: asked in the words of the terminal's question, confirmed by a click, or on a deployed stack by typing.
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "./api";
import { textOf } from "./state";

interface Asked {
  readonly question: string;
  readonly wanted: string;
}

export interface Change {
  /** Runs a change; the server's question is asked first. @param send with the confirmation */
  run(send: (confirm?: string) => Promise<unknown>): void;
  readonly running: boolean;
  readonly error: string | undefined;
  /** To be shown. */
  readonly dialog: preact.JSX.Element | null;
}

/** @param onDone called with the result of a change that was made */
export function useChange(onDone: (result: unknown) => void): Change {
  const [asked, setAsked] = useState<(Asked & { readonly send: (confirm?: string) => Promise<unknown> }) | undefined>();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<string>();
  const attempt = (send: (confirm?: string) => Promise<unknown>, confirm?: string) => {
    setRunning(true);
    setError(undefined);
    send(confirm).then(
      (result) => {
        setRunning(false);
        setAsked(undefined);
        onDone(result);
      },
      (failure: unknown) => {
        setRunning(false);
        if (failure instanceof ApiError && failure.question !== undefined && confirm === undefined)
          setAsked({ ...failure.question, send });
        else {
          setAsked(undefined);
          setError(textOf(failure));
        }
      },
    );
  };
  return {
    run: (send) => attempt(send),
    running,
    error,
    dialog:
      asked === undefined ? null : (
        <Confirm
          asked={asked}
          running={running}
          onYes={(typed) => attempt(asked.send, typed)}
          onNo={() => setAsked(undefined)}
        />
      ),
  };
}

function Confirm(props: {
  readonly asked: Asked;
  readonly running: boolean;
  readonly onYes: (typed: string) => void;
  readonly onNo: () => void;
}) {
  const { asked, running, onYes, onNo } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const mustType = asked.wanted !== "yes";
  return (
    <dialog ref={dialog} class="confirm" aria-label="Confirm the change" onClose={onNo}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onYes(mustType ? typed : "yes");
        }}
      >
        <p class="question">{asked.question}</p>
        {mustType && (
          <label class="field">
            Type <b>{asked.wanted}</b> to confirm
            <input
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              spellcheck={false}
            />
          </label>
        )}
        <div class="actions">
          <button type="submit" class="primary" disabled={running || (mustType && typed !== asked.wanted)}>
            {running ? "Working…" : "Do it"}
          </button>
          <button type="button" onClick={onNo}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
