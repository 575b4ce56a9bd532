// What a notification looks like for each kind of chat room. Every room reads its own language, and a text that was not written for it can
// call everybody, hide a link behind a word, or not be shown at all: so each kind has its own form and its own escaping.
import { cleanLine, cleanLines } from "../../shared/clean-text";
import { cutToBytes, cutToLength } from "../../shared/cut";
import type { Notification, PublishedMessage } from "../messages";

/** Kinds of receivers. `json`: a program of the shop's own. */
export const webhookKinds = ["slack", "teams", "discord", "google-chat", "json"] as const;

export type WebhookKind = (typeof webhookKinds)[number];

/** Hosts that the services document for their webhooks. */
const hosts: readonly (readonly [WebhookKind, RegExp])[] = [
  ["slack", /^hooks\.slack(-gov)?\.com$/],
  ["teams", /(^|\.)(webhook\.office\.com|logic\.azure\.com|api\.powerplatform\.com)$/],
  ["discord", /^((ptb|canary)\.)?discord(app)?\.com$/],
  ["google-chat", /^chat\.googleapis\.com$/],
];

/** The kind of room at a host; unknown ones get plain JSON. */
export function kindOf(hostname: string): WebhookKind {
  return hosts.find(([, pattern]) => pattern.test(hostname.toLowerCase()))?.[0] ?? "json";
}

/** The body of the request. */
export function bodyFor(
  kind: WebhookKind,
  message: PublishedMessage,
  content: Notification,
  environment: string,
): string {
  return JSON.stringify(forms[kind](message, content, environment));
}

type Form = (message: PublishedMessage, content: Notification, environment: string) => unknown;

const forms: Readonly<Record<WebhookKind, Form>> = {
  slack: (message, content, environment) => ({
    // https://api.slack.com/reference/surfaces/formatting#escaping, and no formatting beyond that. Slack cuts at 40,000 characters.
    text: cutToBytes(`${slack(headline(content, environment))}\n${slack(bodyOf(content))}`, 30_000),
    mrkdwn: false,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    ...traces(message),
  }),
  teams: (message, content, environment) => ({
    // Workflows show Adaptive Cards only, of at most 28 kB. Text runs know no Markdown, and so no links.
    // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [
            textBlock(headline(content, environment), true),
            textBlock(cutToBytes(bodyOf(content), 16_000), false),
            textBlock(`Notification ${message.notificationId}`, false),
          ],
        },
      },
    ],
  }),
  discord: (message, content, environment) => {
    // https://discord.com/developers/docs/resources/webhook#execute-webhook: 2,000 characters, and mentions only as allowed.
    const ending = `\n(${message.notificationId})`;
    const text = discord(`${headline(content, environment)}\n${bodyOf(content)}`);
    return {
      content: `${cutToLength(text, 2000 - ending.length, "…")}${ending}`,
      allowed_mentions: { parse: [] },
      // Previews of links are not shown.
      flags: 4,
    };
  },
  "google-chat": (message, content, environment) => ({
    // A card's paragraph reads a few HTML tags and no mentions. https://developers.google.com/workspace/chat/format-messages
    cardsV2: [
      {
        cardId: message.notificationId,
        card: {
          header: { title: cutToLength(headline(content, environment), 250, "…") },
          sections: [{ widgets: [{ textParagraph: { text: cutToBytes(html(bodyOf(content)), 20_000) } }] }],
        },
      },
    ],
  }),
  json: (message, { subject, severity, source, message: text, details }, environment) => ({
    subject,
    severity,
    source,
    environment,
    message: text,
    ...(details !== undefined && { details }),
    ...traces(message),
    publishedAt: new Date(message.publishedAt).toISOString(),
  }),
};

function traces({ notificationId, correlationId }: PublishedMessage) {
  return { notificationId, correlationId };
}

function headline({ subject, severity, source }: Notification, environment: string): string {
  return cleanLine(`[${severity}] ${subject} (${source}, ${environment})`);
}

function bodyOf({ message }: Notification): string {
  return cleanLines(message);
}

function textBlock(text: string, bold: boolean) {
  const inlines = [{ type: "TextRun", text, ...(bold && { weight: "Bolder" }) }];
  return { type: "RichTextBlock", inlines };
}

function slack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function html(text: string): string {
  return slack(text).replaceAll("\n", "<br>");
}

/** Every sign that Discord's Markdown reads, and `@` and `<` of mentions. A link's scheme is broken, so that it is no link. */
function discord(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()<@:-]/g, (sign) => `\\${sign}`);
}
