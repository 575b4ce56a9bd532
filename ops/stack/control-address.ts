import * as z from "zod";

/** Where a local run takes orders, and the token that it asks for. */
export const controlSchema = z.strictObject({ url: z.url(), token: z.string() });

export type ControlAddress = z.infer<typeof controlSchema>;
