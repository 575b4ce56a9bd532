// A client of Node's inspector. https://chromedevtools.github.io/devtools-protocol/v8/Debugger/

/** A place in a script; lines and columns from 0. */
export interface ScriptLocation {
  readonly scriptId?: string;
  readonly lineNumber: number;
  readonly columnNumber?: number;
}

interface Answers {
  readonly "Debugger.setBreakpoint": { readonly breakpointId: string };
  readonly "Debugger.evaluateOnCallFrame": { readonly result: { readonly value?: unknown } };
  readonly "Debugger.resume": object;
  readonly "Debugger.enable": object;
}

interface Paused {
  readonly callFrames: readonly {
    readonly callFrameId: string;
    readonly functionName: string;
    readonly location: ScriptLocation;
  }[];
}

interface Script {
  readonly scriptId: string;
  /** Number of its lines. */
  readonly endLine: number;
  /** JSON. */
  readonly sourceMap: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const limitMs = 30_000;
const inline = "data:application/json;base64,";

/** Attaches. @param address host and port */
export async function openInspector(address: string) {
  const [target] = (await (await fetch(`http://${address}/json/list`)).json()) as {
    readonly webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? "");
  const waiting = new Map<number, (message: Message) => void>();
  const scripts: Script[] = [];
  const events = new Map<string, (params: unknown) => void>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    if (message.method === "Debugger.scriptParsed") {
      const { sourceMapURL, ...more } = message.params as Omit<Script, "sourceMap"> & {
        readonly sourceMapURL?: string;
      };
      if (sourceMapURL?.startsWith(inline))
        scripts.push({ ...more, sourceMap: Buffer.from(sourceMapURL.slice(inline.length), "base64").toString() });
    }
    if (message.method !== undefined) events.get(message.method)?.(message.params);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });

  async function send<M extends keyof Answers>(method: M, params: object): Promise<Answers[M]> {
    last += 1;
    const id = last;
    const answered = new Promise<Message>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const { error, result } = await within(answered, method);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as Answers[M];
  }

  await send("Debugger.enable", {});
  return {
    send,
    /** The script whose source map fits. */
    async script(fits: (sourceMap: string) => boolean): Promise<Script> {
      const found = scripts.find(({ sourceMap }) => fits(sourceMap));
      if (found === undefined) throw new Error(`none of ${scripts.length} scripts with a source map fits`);
      return found;
    },
    next: (method: "Debugger.paused"): Promise<Paused> =>
      within(new Promise((resolve) => events.set(method, (params) => resolve(params as Paused))), method),
    close: () => socket.close(),
  };
}

async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
