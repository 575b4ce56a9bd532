// Why a notification did not reach its channel.
import { cutToBytes } from "../../shared/cut";
import type { DeliveryFailure } from "./progress";

/** The channel did not certainly accept the notification. The message never contains the channel's URL, which is a secret. */
export class DeliveryError extends Error {
  override readonly name: string = "DeliveryError";

  /** @param reason a code in capitals, such as `HTTP_503` */
  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

/** It is unknown whether the channel accepted the notification. */
export class UncertainDeliveryError extends DeliveryError {
  override readonly name = "UncertainDeliveryError";
}

/** @param why what happened, such as a timeout */
export function uncertain(why: string, code?: string): UncertainDeliveryError {
  const seen = code === undefined ? why : `${code}: ${why}`;
  return new UncertainDeliveryError("UNCERTAIN", `nobody knows whether the webhook took the notification (${seen})`);
}

/** The stored form of an error. */
export function failureOf(error: DeliveryError): DeliveryFailure {
  return {
    reason: error.reason,
    errorName: error.name,
    errorMessage: cutToBytes(error.message, 2048),
    stack: cutToBytes(error.stack ?? `${error.name}: ${error.message}`, 8192),
  };
}
