import * as z from "zod";

/** One request to the orders API. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH" | "OPTIONS" | "DELETE";
  /** Path below the API's URL, such as `/orders`. */
  readonly path: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
}

/** One response. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON of any kind, else undefined. */
  readonly json: unknown;
  readonly text: string;
}

/** Sends requests to the deployed API over HTTP. */
export interface Api {
  /** @throws {Error} no answer within 30 seconds, times `stretch`, or the run was stopped */
  send(request: ApiRequest): Promise<ApiResponse>;
  /** Requests sent so far. */
  sent(): number;
}

const timeoutMs = 30_000;

/**
 * @param apiUrl the stack's output, with the stage
 * @param stretch what the time-out is multiplied by. Default: 1
 */
export function createApi(apiUrl: string, signal: AbortSignal, stretch: () => number = () => 1): Api {
  const base = apiUrl.replace(/\/$/, "");
  let sent = 0;
  return {
    sent: () => sent,
    async send({ method, path, token, headers, body }) {
      sent += 1;
      const response = await fetch(`${base}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(timeoutMs * stretch()))]),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: parse(text) };
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An order as the API shows it, as far as the traffic looks at it. */
export const orderSchema = z.looseObject({
  orderId: z.string(),
  customerId: z.string(),
  customerEmail: z.string(),
  status: z.string(),
  currency: z.string(),
  total: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.int(),
});

export type Order = z.infer<typeof orderSchema>;

/** One page of a customer's orders. */
export const pageSchema = z.looseObject({ orders: z.array(orderSchema), nextCursor: z.string().optional() });

/** An error as the API shows it. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  correlationId: z.string().min(8),
  /** What is wrong with the input, by JSON pointer or name of the parameter. */
  errors: z.array(z.looseObject({ pointer: z.string(), detail: z.string().min(1) })).optional(),
});

/** The order in a response; fails with the response's status and text when there is none. */
export function orderIn(answer: ApiResponse): Order {
  const parsed = orderSchema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  throw new UnexpectedAnswerError("an order", answer);
}

/** The API's response does not allow the traffic to continue. */
export class UnexpectedAnswerError extends Error {
  override readonly name = "UnexpectedAnswerError";

  constructor(wanted: string, { status, text }: ApiResponse) {
    super(`the API answered ${status} where ${wanted} was expected: ${text.slice(0, 500)}`);
  }
}
