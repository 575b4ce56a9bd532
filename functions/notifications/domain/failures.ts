// Why a notification did not reach its channel.
import { cutToBytes } from "../../shared/cut";
import type { DeliveryFailure } from "./progress";

/** The channel did not surely take the notification. Its text names no address of the channel: that is a secret. */
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

/** Nobody knows whether the channel took the notification. */
export class UncertainDeliveryError extends DeliveryError {
  override readonly name = "UncertainDeliveryError";
}

/** @param why what was seen, such as a time-out */
export function uncertain(why: string, code?: string): UncertainDeliveryError {
  const seen = code === undefined ? why : `${code}: ${why}`;
  return new UncertainDeliveryError("UNCERTAIN", `nobody knows whether the webhook took the notification (${seen})`);
}

/** What is stored of an error. */
export function failureOf(error: DeliveryError): DeliveryFailure {
  return {
    reason: error.reason,
    errorName: error.name,
    errorMessage: cutToBytes(error.message, 2048),
    stack: cutToBytes(error.stack ?? `${error.name}: ${error.message}`, 8192),
  };
}
