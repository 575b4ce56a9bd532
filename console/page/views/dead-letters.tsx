import { useState } from "preact/hooks";
import type { OpsAnswer } from "../../contract";
import { runOps } from "../api";
import { useChange } from "../change";
import { about, commandOf, failureQueues, route, shortName } from "../state";
import { Badge, CommandLine, count, Empty, Panel, Problem } from "../ui";
import { useLoaded } from "../use-loaded";
import { Content, type QueueReport, Row } from "./dead-letter";

/** Failure queues: what lies in them, why, and what can be done. */
export function DeadLetters() {
  const chosen = route.value.item;
  // Of the last change; stays when its queue is empty, and no longer shown.
  const [outcome, setOutcome] = useState<string>();
  // On AWS a look receives messages, so there only a person asks for it.
  const everyMs = about.value?.kind === "local" ? 3_000 : undefined;
  const args = ["deadletters", "--peek", "100"];
  const answer = useLoaded("dead letters", () => runOps<{ readonly queues: readonly QueueReport[] }>(args), everyMs);
  const queues = answer.value?.result.queues ?? [];
  const filled = queues.filter(({ visible, hidden }) => visible + hidden > 0);
  return (
    <>
      <div class="head">
        <h1>Dead letters</h1>
        <button type="button" onClick={answer.reload}>
          Look again
        </button>
      </div>
      <Problem text={answer.error} />
      {outcome !== undefined && (
        <p class="done" role="status">
          {outcome}
        </p>
      )}
      {answer.value === undefined && answer.error === undefined && <Empty>Reading…</Empty>}
      {answer.value !== undefined && filled.length === 0 && (
        <Empty>All {queues.length} failure queues are empty.</Empty>
      )}
      {filled.map((queue) => (
        <QueuePanel
          key={queue.queue}
          of={queue}
          open={chosen === undefined || chosen === queue.queue}
          onChanged={answer.reload}
          onOutcome={setOutcome}
        />
      ))}
      {filled.length > 0 && filled.length < queues.length && (
        <p class="muted">{count(queues.length - filled.length, "other failure queue")} hold nothing.</p>
      )}
      {answer.value !== undefined && <CommandLine text={answer.value.command} />}
    </>
  );
}

function QueuePanel({
  of,
  open,
  onChanged,
  onOutcome,
}: {
  readonly of: QueueReport;
  readonly open: boolean;
  readonly onChanged: () => void;
  readonly onOutcome: (text: string) => void;
}) {
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [looked, setLooked] = useState<string>();
  const [resend, setResend] = useState(false);
  const change = useChange((result) => {
    const {
      code,
      result: done,
      notes,
    } = result as OpsAnswer<{ readonly returned?: number; readonly discarded?: boolean; readonly text?: string }>;
    onOutcome(
      [
        done.discarded === true ? "Removed." : `${count(done.returned ?? 0, "message")} sent back.`,
        code === 0 ? "" : "Not everything went back: see the messages that stayed.",
        ...notes,
      ].join(" "),
    );
    setSelected([]);
    setLooked(undefined);
    onChanged();
  });
  const permits = failureQueues.value.get(of.queue) === true;
  const here = of.messages.map(({ messageId }) => messageId);
  const marked = selected.filter((id) => here.includes(id));
  const args = [
    ...["redrive", "--queue", shortName(of.queue)],
    ...(marked.length > 0 ? ["--messages", marked.join(",")] : []),
    ...(resend ? ["--confirm-resend"] : []),
  ];
  const reasons = Object.entries(of.reasons).map(([reason, number]) => `${number} ${reason}`);
  const may = about.value?.changes === true;
  return (
    <Panel
      title={of.queue}
      id={of.queue}
      side={
        <>
          <Badge kind="bad">{count(of.visible + of.hidden, "message")}</Badge>
          <span class="muted">goes back to {of.goesBackTo}</span>
        </>
      }
    >
      {open && (
        <div class="panel-body">
          <p class="muted">{reasons.join(", ")}</p>
          <Problem text={change.error} />
          <div class="scroll">
            <table class="dead-letters">
              <thead>
                <tr>
                  <th>
                    <input
                      type="checkbox"
                      aria-label={`Choose all of ${of.queue}`}
                      checked={marked.length === here.length && here.length > 0}
                      onChange={(event) => setSelected(event.currentTarget.checked ? here : [])}
                    />
                  </th>
                  <th>Reason</th>
                  <th>About</th>
                  <th>Age</th>
                  <th>Message</th>
                  <th>Content</th>
                </tr>
              </thead>
              <tbody>
                {of.messages.map((message) => (
                  <Row
                    key={message.messageId}
                    of={message}
                    chosen={marked.includes(message.messageId)}
                    onChosen={(checked) =>
                      setSelected((before) =>
                        checked ? [...before, message.messageId] : before.filter((id) => id !== message.messageId),
                      )
                    }
                    open={looked === message.messageId}
                    onOpen={() => setLooked(looked === message.messageId ? undefined : message.messageId)}
                  >
                    <Content
                      queue={of.queue}
                      message={message.messageId}
                      onDiscard={
                        may
                          ? () =>
                              change.run((confirm) =>
                                runOps(
                                  ["discard", "--queue", shortName(of.queue), "--message", message.messageId],
                                  confirm,
                                ),
                              )
                          : undefined
                      }
                    />
                  </Row>
                ))}
              </tbody>
            </table>
          </div>
          {permits && (
            <label class="check">
              <input type="checkbox" checked={resend} onChange={(event) => setResend(event.currentTarget.checked)} />
              permit one more email where it is UNCERTAIN whether one was sent: its receiver may get two
            </label>
          )}
          <div class="actions">
            <button
              type="button"
              class="primary"
              disabled={!may || change.running}
              onClick={() => change.run((confirm) => runOps(args, confirm))}
            >
              {change.running ? "Redriving…" : marked.length > 0 ? `Redrive ${marked.length} chosen` : "Redrive all"}
            </button>
            {!may && <span class="muted">This console only looks.</span>}
          </div>
          <CommandLine text={commandOf(args)} />
          {change.dialog}
        </div>
      )}
    </Panel>
  );
}
