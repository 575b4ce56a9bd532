import { expect } from "chai";
import * as fc from "fast-check";
import { classifyFailure } from "../../../functions/shared/ses-outcome";

const said = (code: string, status = 400) => classifyFailure({ code, message: "no", status, fromSes: true });

describe("what SES's answer means", () => {
  const permanent: Readonly<Record<string, string>> = {
    MessageRejected: "MESSAGE_REJECTED",
    MailFromDomainNotVerifiedException: "MAIL_FROM_DOMAIN_NOT_VERIFIED",
    ConfigurationSetDoesNotExist: "CONFIGURATION_SET_DOES_NOT_EXIST",
    ConfigurationSetDoesNotExistException: "CONFIGURATION_SET_DOES_NOT_EXIST",
    AccountSendingPausedException: "ACCOUNT_SENDING_PAUSED",
    ConfigurationSetSendingPaused: "CONFIGURATION_SET_SENDING_PAUSED",
    InvalidParameterValue: "INVALID_PARAMETER_VALUE",
  };
  for (const [code, reason] of Object.entries(permanent)) {
    it(`takes ${code} as a refusal for good`, () => {
      expect(said(code)).to.deep.equal({ kind: "refused", transient: false, reason, detail: "no" });
    });
  }

  const transient: readonly (readonly [string, number, string])[] = [
    ["Throttling", 400, "THROTTLED"],
    ["ThrottlingException", 429, "THROTTLED"],
    ["TooManyRequestsException", 429, "THROTTLED"],
    ["ServiceUnavailable", 503, "SERVICE_UNAVAILABLE"],
    ["AccessDenied", 403, "ACCESS_DENIED"],
    ["ExpiredToken", 403, "CREDENTIALS_REFUSED"],
    ["SomethingNew", 503, "SES_ERROR"],
  ];
  for (const [code, status, reason] of transient) {
    it(`takes ${code} (${status}) as a refusal for now`, () => {
      expect(said(code, status)).to.deep.equal({ kind: "refused", transient: true, reason, detail: "no" });
    });
  }

  it("takes an unlisted complaint about the request as a refusal for good", () => {
    expect(said("SomethingElse", 400)).to.include({ kind: "refused", transient: false, reason: "SES_REFUSED" });
  });

  it("takes a connection that never came about as a refusal for now", () => {
    for (const code of ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "NotConnected"]) {
      expect(classifyFailure({ code, message: "", fromSes: false })).to.include({ kind: "refused", transient: true });
    }
  });

  it("does not know after an unknown error of SES, a time-out, a reset, or a page of something in between", () => {
    expect(said("InternalFailure", 500).kind).to.equal("unknown");
    for (const code of ["TimeoutError", "ECONNRESET", "EPIPE", "Error", "AbortError"]) {
      expect(classifyFailure({ code, message: "", fromSes: false }).kind, code).to.equal("unknown");
    }
    expect(classifyFailure({ code: "Throttling", message: "", status: 502, fromSes: false }).kind).to.equal("unknown");
  });

  it("never takes anything as refused without an answer of SES's own, unless nothing was ever sent", () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }), (code, status) => {
        const outcome = classifyFailure({
          code,
          message: "",
          fromSes: false,
          ...(status === undefined ? {} : { status }),
        });
        if (["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "NotConnected"].includes(code))
          return;
        expect(outcome.kind).to.equal("unknown");
      }),
    );
  });
});
