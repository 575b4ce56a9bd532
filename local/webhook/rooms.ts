// How each chat service handles a post, as far as it documents it: its response, and what it would show, including links and mentions.
// Written from the services' pages, independently of the functions.
import * as z from "zod";
import type { WebhookKind } from "../../functions/notifications/channels/rooms";

/** Result of a post. */
export interface RoomAnswer {
  /** Of HTTP. */
  readonly status: number;
  /** Body of the answer. */
  readonly answer: string;
  /** What the room shows. Undefined: nothing, whatever the response is. */
  readonly shown?: string;
  /** What in it is more than text: mentions, links, formatting, signs of the service's language. */
  readonly live: readonly string[];
}

/** How a service of this kind handles a body. */
export function postTo(kind: WebhookKind, body: string): RoomAnswer {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return refusal(400, kind === "slack" ? "invalid_payload" : "not JSON");
  }
  // No UTF-8 can hold half a character, and strict readers refuse its escape.
  if (!isWellFormed(value)) return refusal(400, kind === "slack" ? "invalid_payload" : "half a character");
  return rooms[kind](value, body);
}

const rooms: Readonly<Record<WebhookKind, (value: unknown, body: string) => RoomAnswer>> = {
  slack: postToSlack,
  teams: postToTeams,
  discord: postToDiscord,
  "google-chat": postToGoogleChat,
  json: (value, body) => ({ status: 200, answer: "", shown: typeof value === "object" ? body : "", live: [] }),
};

const slackMessage = z.object({
  text: z.string().min(1),
  mrkdwn: z.boolean().default(true),
  parse: z.enum(["none", "full"]).optional(),
  link_names: z.boolean().default(false),
});

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, "Handling errors"; .../formatting-message-text */
function postToSlack(value: unknown): RoomAnswer {
  const read = slackMessage.safeParse(value);
  if (!read.success) return refusal(400, "no_text");
  const { mrkdwn, parse, link_names: linksNames } = read.data;
  // Longer texts are cut and accepted.
  const text = read.data.text.slice(0, 40_000);
  const live = found(text, /[<>]|&(?!(amp|lt|gt);)/g);
  if (mrkdwn) live.push(...found(text, /[*_~`]/g));
  if (parse !== "none") live.push(...found(text, /https?:\/\//g));
  if (linksNames || parse === "full") live.push(...found(text, /@\w+|#\w+/g));
  // Mattermost, which takes the same form, calls names whatever the flags say: https://docs.mattermost.com (incoming webhooks).
  live.push(...found(text, /(?<![\p{L}\p{N}])@[\p{L}\p{N}]+/gu));
  return { status: 200, answer: "ok", shown: withoutEntities(text), live };
}

const textRun = z.object({ type: z.literal("TextRun"), text: z.string(), selectAction: z.unknown().optional() });
const cardElement = z.union([
  z.object({ type: z.literal("RichTextBlock"), inlines: z.array(textRun) }),
  z.object({ type: z.literal("TextBlock"), text: z.string() }),
]);
const teamsMessage = z.object({
  type: z.literal("message"),
  attachments: z.tuple([
    z.object({
      contentType: z.literal("application/vnd.microsoft.card.adaptive"),
      content: z.object({
        type: z.literal("AdaptiveCard"),
        version: z.string().regex(/^1\.[0-5]$/),
        body: z.array(cardElement).min(1),
        msteams: z.unknown().optional(),
      }),
    }),
  ]),
});

/**
 * A flow takes every JSON with 202, and shows Adaptive Cards of at most 28 KB.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
function postToTeams(value: unknown, body: string): RoomAnswer {
  const read = teamsMessage.safeParse(value);
  const taken = { status: 202, answer: "" };
  if (!read.success || Math.max(Buffer.byteLength(body), Buffer.byteLength(body, "utf16le")) > 28 * 1024) {
    return { ...taken, live: [] };
  }
  const { body: elements, msteams } = read.data.attachments[0].content;
  const live: string[] = msteams === undefined ? [] : ["msteams"];
  const lines = elements.map((element) => {
    if (element.type === "RichTextBlock") {
      if (element.inlines.some(({ selectAction }) => selectAction !== undefined)) live.push("selectAction");
      return element.inlines.map(({ text }) => text).join("");
    }
    // Markdown: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
    live.push(...found(element.text, /\[[^\]]*\]\(|[*_]|https?:\/\//g));
    return element.text;
  });
  return { ...taken, shown: lines.join("\n"), live };
}

const discordMessage = z.object({
  content: z.string(),
  allowed_mentions: z.object({ parse: z.array(z.string()) }).optional(),
});

/** https://discord.com/developers/docs/resources/webhook#execute-webhook; support.discord.com, "Markdown Text 101" */
function postToDiscord(value: unknown): RoomAnswer {
  const read = discordMessage.safeParse(value);
  if (!read.success) return refusal(400, '{"code":50035,"message":"Invalid Form Body"}');
  const { content, allowed_mentions: mentions } = read.data;
  if (content.trim() === "") return refusal(400, '{"code":50006,"message":"Cannot send an empty message"}');
  if (content.length > 2000) return refusal(400, '{"code":50035,"errors":{"content":"BASE_TYPE_MAX_LENGTH"}}');
  // What is neither a letter, a digit nor a blank is itself after a backslash.
  const bare = content.replace(/\\[^0-9A-Za-z\s]/gu, "\u0000");
  const live = found(bare, /[*_~`|<>#[\]@]|https?:\/\/|^\s*-/gm);
  if (mentions?.parse.length !== 0) live.push(...found(content, /@\w+/g));
  return { status: 204, answer: "", shown: content.replace(/\\([^0-9A-Za-z\s])/gu, "$1"), live };
}

const paragraph = z.strictObject({ textParagraph: z.strictObject({ text: z.string().min(1) }) });
const googleChatMessage = z.strictObject({
  text: z.string().optional(),
  cardsV2: z
    .array(
      z.strictObject({
        cardId: z.string().min(1),
        card: z.strictObject({
          header: z.strictObject({ title: z.string().min(1) }),
          sections: z.array(z.strictObject({ widgets: z.array(paragraph).min(1).max(100) })).min(1),
        }),
      }),
    )
    .min(1),
});

/** https://developers.google.com/workspace/chat/create-messages (32,000 bytes), .../api/reference/rest/v1/cards; unknown fields are refused. */
function postToGoogleChat(value: unknown, body: string): RoomAnswer {
  const read = googleChatMessage.safeParse(value);
  if (!read.success || Buffer.byteLength(body) > 32_000) return refusal(400, '{"error":{"status":"INVALID_ARGUMENT"}}');
  const cards = read.data.cardsV2.map(({ card }) => card);
  const paragraphs = cards.flatMap(({ sections }) =>
    sections.flatMap(({ widgets }) => widgets.map(({ textParagraph }) => textParagraph.text.replaceAll("<br>", "\n"))),
  );
  const titles = cards.map(({ header }) => header.title);
  const live = found(read.data.text ?? "", /<[^>]+>|https?:\/\//g);
  for (const title of titles) live.push(...found(title, /[<>]/g));
  for (const text of paragraphs) live.push(...found(text, /[<>]|&(?!(amp|lt|gt);)/g));
  return { status: 200, answer: "{}", shown: [...titles, ...paragraphs.map(withoutEntities)].join("\n"), live };
}

function refusal(status: number, answer: string): RoomAnswer {
  return { status, answer, live: [] };
}

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([match]) => match);
}

function withoutEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, each]) => key.isWellFormed() && isWellFormed(each));
}
