// Requests to the console's server. Every one carries the run's token, which came behind the `#` of the address.
import { signal } from "@preact/signals";
import type { OpsAnswer } from "../contract";

const storageKey = "console-token";

/** What the server answered instead of a result. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Of 409: what is asked, and what must be typed. */
    readonly question?: { readonly question: string; readonly wanted: string },
  ) {
    super(message);
  }
}

/** False when the server did not accept the token: the page is of an earlier run. */
export const permitted = signal(true);

/** Takes the token out of the address, so that it is in no history and on no screen; a reload finds it in the tab's storage. */
export function takeToken(): void {
  const found = /^#token=([\w-]+)/.exec(location.hash)?.[1];
  if (found === undefined) return;
  sessionStorage.setItem(storageKey, found);
  history.replaceState(null, "", "#/pipelines");
}

export function authorization(): Record<string, string> {
  return { authorization: `Bearer ${sessionStorage.getItem(storageKey) ?? ""}` };
}

async function resultOf<T>(response: Response): Promise<T> {
  if (response.status === 401) permitted.value = false;
  const body = (await response.json().catch(() => ({}))) as { error?: string; question?: string; wanted?: string };
  if (response.ok) return body as T;
  const { question, wanted } = body;
  const asks = question !== undefined && wanted !== undefined ? { question, wanted } : undefined;
  throw new ApiError(response.status, body.error ?? `the server answered ${response.status}`, asks);
}

/** Reads. @throws {ApiError} */
export async function get<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
  const search = new URLSearchParams(query).toString();
  return resultOf(await fetch(`/api/${path}${search === "" ? "" : `?${search}`}`, { headers: authorization() }));
}

/** Runs an operators' command. @throws {ApiError} */
export function runOps<T>(args: readonly string[], confirm?: string): Promise<OpsAnswer<T>> {
  return post("ops", { args, ...(confirm !== undefined && { confirm }) });
}

/** Sends. @throws {ApiError} */
export async function post<T>(path: string, body: unknown): Promise<T> {
  return resultOf(
    await fetch(`/api/${path}`, {
      method: "POST",
      headers: { ...authorization(), "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}
