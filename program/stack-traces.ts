import { createRequire, getSourceMapsSupport, setSourceMapsSupport } from "node:module";
import { join } from "node:path";
import { projectRoot } from "../launch/project-root.cjs";

type Wrap = (promise: object, context: string) => object;

/** The SDK's module that notes where each of its promises came from; its typings omit what is in it. */
const debuggable: { debuggablePromise?: Wrap } = createRequire(join(projectRoot, "package.json"))(
  "@pulumi/pulumi/runtime/debuggable",
);

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
  const noteStacksAgain = leaveOutPromises();
  return () => {
    noteStacksAgain();
    Error.stackTraceLimit = stackTraceLimit;
    // An absent one and one that is undefined are not the same to V8's own formatting.
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Error.prepareStackTrace = prepareStackTrace;
    setSourceMapsSupport(enabled, sources);
  };
}

/** Without even a look at the stack for promises, of which a run has some 30,000: a third of the program's load. */
function leaveOutPromises(): () => void {
  const { debuggablePromise: note } = debuggable;
  if (note === undefined) return () => undefined;
  debuggable.debuggablePromise = (promise, context) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return note(promise, context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
  return () => {
    debuggable.debuggablePromise = note;
  };
}
