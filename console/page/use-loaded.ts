import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { generation, textOf } from "./state";

/** Something that is read from the server. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: string | undefined;
  readonly loading: boolean;
  /** Reads it again. */
  reload(): void;
}

/**
 * Reads something when the view opens, when `key` changes, and after a break of the connection.
 *
 * @param everyMs repeats it. @default never
 */
export function useLoaded<T>(key: string, load: () => Promise<T>, everyMs?: number): Loaded<T> {
  const [state, setState] = useState<{ readonly key: string; readonly value?: T; readonly error?: string }>({
    key: "",
  });
  const [count, setCount] = useState(0);
  const [loading, setLoading] = useState(true);
  /** Whether an answer is awaited. */
  const asked = useRef(false);
  const current = useRef(load);
  current.current = load;
  const reload = useCallback(() => setCount((before) => before + 1), []);
  const run = generation.value;

  // `count` and `run` are reasons to read again.
  useEffect(() => {
    let gone = false;
    asked.current = true;
    setLoading(true);
    current.current().then(
      (value) => {
        if (gone) return;
        asked.current = false;
        setState({ key, value });
        setLoading(false);
      },
      (error: unknown) => {
        if (gone) return;
        asked.current = false;
        setState((before) => ({ ...(before.key === key && before), key, error: textOf(error) }));
        setLoading(false);
      },
    );
    return () => {
      gone = true;
    };
  }, [key, count, run]);

  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(() => {
      // A slow answer is waited for: to ask again would drop it, and the next one as well.
      if (document.visibilityState === "visible" && !asked.current) reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);

  const fits = state.key === key;
  return { value: fits ? state.value : undefined, error: fits ? state.error : undefined, loading, reload };
}
