/** No Python that the emulator can run on was found. */
export class PythonMissingError extends Error {
  override readonly name = "PythonMissingError";

  /** @param found what was found instead, one entry per program, such as "python3 is 3.8" */
  constructor(found: readonly string[]) {
    const seen = found.length === 0 ? "none was found on PATH" : `found only: ${found.join("; ")}`;
    super(
      `the local run needs Python 3.10 or newer for its AWS emulator, ${seen}. ` +
        "Install Python (https://www.python.org/downloads, or your system's package python3), then run again",
    );
  }
}

/** The emulator's private environment could not be created. */
export class BootstrapError extends Error {
  override readonly name: string = "BootstrapError";
}

/** The package index could not be reached, so that the emulator could not be fetched. */
export class OfflineError extends BootstrapError {
  override readonly name = "OfflineError";

  /** @param detail the last lines that pip wrote */
  constructor(detail: string) {
    super(
      "the AWS emulator is fetched once from the Python package index, which cannot be reached from here. " +
        `Connect this machine, or configure a mirror for pip, then run again. pip said:\n${detail}`,
    );
  }
}

/** The emulator exited or did not respond. */
export class EmulatorError extends Error {
  override readonly name = "EmulatorError";

  /**
   * @param message what happened
   * @param logTail the last lines of the emulator's log; empty when it wrote nothing
   */
  constructor(
    message: string,
    readonly logTail: string,
  ) {
    super(logTail === "" ? message : `${message}. The end of its log:\n${logTail}`);
  }
}

/** The caller's signal was aborted. */
export class AbortedError extends Error {
  override readonly name = "AbortError";

  constructor(during: string) {
    super(`stopped during: ${during}`);
  }
}
