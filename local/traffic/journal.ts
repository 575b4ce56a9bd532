import type { Judgement } from "../alarms/fake";
import type { CheckResult, NotChecked, RowName } from "../report/model";
import type { OrderBody } from "./bodies";
import type { Burst } from "./burst";
import type { ApiResponse, Order } from "./http";
import type { Person } from "./people";
import type { Simulation } from "./scenarios/simulations";
import type { ShipmentPlan } from "./shipment-plan";

/** How the email of an order must end. */
export type EmailOutcome = "DELIVERED" | "BOUNCED" | "COMPLAINED" | "SUPPRESSED";

/** An order that the API took. */
export interface PlacedOrder {
  readonly person: Person;
  readonly body: OrderBody;
  readonly correlationId: string;
  readonly order: Order;
  readonly expectedOutcome: EmailOutcome;
  /** Number of calls to SES for it that are refused before one succeeds. */
  readonly throttled?: number;
}

/** A request that must be rejected. */
export interface Refused {
  readonly what: string;
  /** Requirements that the rejection proves. */
  readonly ids: readonly string[];
  readonly expected: readonly number[];
  readonly answer: ApiResponse;
}

/** A status change that the API took. */
export interface StatusChange {
  readonly orderId: string;
  readonly from: string;
  readonly to: string;
  readonly actor: string;
  readonly version: number;
}

/** A confirmation that was sent to the topic or the queue without an order. */
export interface InjectedMessage {
  readonly orderId: string;
  readonly email: string;
  readonly correlationId: string;
  /** Number of copies that were sent. */
  readonly copies: number;
  /** Default: DELIVERED. */
  readonly expectedOutcome?: EmailOutcome;
}

/** An invalid message. */
export interface Poison {
  readonly what: string;
  /** `queue`: confirmations; `feedback`: events of SES. */
  readonly queue: "confirmations" | "feedback";
  readonly body: string;
  readonly correlationId: string;
}

/** A notification that was published, or sent to its function as SNS would. */
export interface ExpectedNotification {
  readonly what: string;
  /** SNS message id. */
  readonly notificationId: string;
  readonly correlationId: string;
  /** Expected outcome. `TOLD`: by webhook or by fallback email, because its attempts have injected faults. */
  readonly expectedOutcome: "DELIVERED" | "FAILED" | "TOLD";
  /** Why, when it failed. */
  readonly reason?: string;
  /** Calls of the webhook that it took. Default: any number. */
  readonly posts?: number;
}

/** A dead letter that an operator's command was to send back. */
export interface RedrivenDeadLetter {
  /** Name of the queue that it was in. */
  readonly queue: string;
  /** What it is about; see `subjectOf` of the commands. */
  readonly subject: { readonly kind: string; readonly id: string };
  /** Whether the command permitted one more email. */
  readonly permitted: boolean;
}

/** An alarm as the emulator showed it. */
export interface AlarmSighting {
  readonly alarm: string;
  readonly state: string;
  readonly reason: string;
}

/** Everything that was sent, for the checks. */
export interface Journal {
  readonly placed: PlacedOrder[];
  readonly refused: Refused[];
  readonly moved: StatusChange[];
  /** Ids of orders that were deleted from the table and came back. */
  readonly deleted: string[];
  readonly handed: InjectedMessage[];
  readonly poison: Poison[];
  readonly simulated: Simulation[];
  /** Results of the alarms, for each evaluation. */
  readonly judgements: Judgement[];
  readonly sightings: AlarmSighting[];
  /** Carriers' events. */
  readonly carriers: ShipmentPlan[];
  readonly notifications: ExpectedNotification[];
  readonly redriven: RedrivenDeadLetter[];
  /** True when calls of functions are made to fail at random: a good message may fail for a while. Default: false. */
  disturbed: boolean;
  /** Bursts that were sent because of `--scale`. */
  readonly bursts: Burst[];
  readonly results: { readonly pipeline: RowName; readonly result: CheckResult }[];
  readonly notChecked: NotChecked[];
  /** Records something that only responses show. */
  observe(pipeline: RowName, id: string, ok: boolean, detail: string): void;
}

export function createJournal(): Journal {
  const results: Journal["results"] = [];
  return {
    placed: [],
    refused: [],
    moved: [],
    deleted: [],
    handed: [],
    poison: [],
    simulated: [],
    judgements: [],
    sightings: [],
    carriers: [],
    notifications: [],
    redriven: [],
    disturbed: false,
    bursts: [],
    results,
    notChecked: [],
    observe(pipeline, id, ok, detail) {
      results.push({ pipeline, result: { id, ok, detail } });
    },
  };
}
