import { getSourceMapsSupport, setSourceMapsSupport } from "node:module";

/**
 * Makes stack traces cheap. The SDK records one for each of its many promises and resources, by errors without a message, and to write them
 * out would take most of a run. Errors with a message keep the first frames of theirs.
 *
 * @returns what ends that
 */
export function cheapenStackTraces(): () => void {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const { enabled, ...sources } = getSourceMapsSupport();
  Error.stackTraceLimit = 4;
  Error.prepareStackTrace = (error, frames) => {
    if (error.message === "") return "";
    return (
      prepareStackTrace?.(error, frames) ?? [String(error), ...frames.map((frame) => `    at ${frame}`)].join("\n")
    );
  };
  setSourceMapsSupport(false, sources);
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    // An absent one and one that is undefined are not the same to V8's own formatting.
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Error.prepareStackTrace = prepareStackTrace;
    setSourceMapsSupport(enabled, sources);
  };
}
