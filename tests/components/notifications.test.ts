import { expect } from "chai";
import { ConfigError, parseConfig } from "../../components/config/parse";
import { program, type StackName } from "../support/pulumi";
import { configWith } from "../support/pulumi-fixtures";
import { ofType, statements, the } from "../support/pulumi-queries";

const webhookUrl = "https://hooks.example.com/services/T0/B0/secret-part?sig=abc";

describe("notifications with a webhook", () => {
  it("hand its address to the processor encrypted, and nowhere in plain", async () => {
    const { resources, result } = await program("dev", { webhookUrl });

    const [ciphertext, ...others] = ofType(resources, "aws:kms/ciphertext:Ciphertext");
    expect(others).to.deep.equal([]);
    const { plaintext: _, ...open } = ciphertext?.inputs ?? {};
    expect(open).to.deep.equal({
      keyId: (result.stack as Record<string, string>).keyArn,
      context: { secret: "notifications-webhook-dev" },
    });
    const { environment } = the(resources, "aws:lambda/function:Function", "notifications-processor").inputs;
    expect((environment as { variables: unknown }).variables).to.include({
      WEBHOOK_CIPHERTEXT: Buffer.from("encrypted notifications-webhook").toString("base64"),
      WEBHOOK_CIPHERTEXT_NAME: "notifications-webhook-dev",
    });
    const elsewhere = resources.filter(({ type }) => type !== "aws:kms/ciphertext:Ciphertext");
    expect(JSON.stringify([result, elsewhere.map(({ inputs }) => inputs)])).to.not.include("secret-part");
  });

  it("let the processor open that one secret, and nobody else", async () => {
    const { resources, result } = await program("dev", { webhookUrl });

    const opening = ofType(resources, "aws:iam/rolePolicy:RolePolicy").flatMap(({ name, inputs }) =>
      statements(inputs.policy)
        .filter(({ Condition }) => JSON.stringify(Condition)?.includes("EncryptionContext:secret"))
        .map((statement) => ({ name, statement })),
    );
    expect(opening).to.deep.equal([
      {
        name: "notifications-processor-policy",
        statement: {
          Effect: "Allow",
          Action: ["kms:Decrypt"],
          Resource: [(result.stack as Record<string, string>).keyArn],
          Condition: { StringEquals: { "kms:EncryptionContext:secret": "notifications-webhook-dev" } },
        },
      },
    ]);
  });
});

describe("the webhook's settings", () => {
  const problemsOf = (changes: Record<string, string>): readonly string[] => {
    try {
      parseConfig(configWith(changes), "test");
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  };

  it("take https addresses, and plain ones of this machine", () => {
    for (const url of [webhookUrl, "http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:9/x"]) {
      expect(problemsOf({ webhookUrl: url }), url).to.deep.equal([]);
    }
  });

  it("refuse every other address without quoting it", () => {
    for (const url of [
      "http://hooks.example.com/x",
      "https://user:word@hooks.example.com/x",
      "https://hooks.example.com/x#part",
      "http://127.0.0.1.example.com/x",
      "hooks.example.com",
    ]) {
      expect(problemsOf({ webhookUrl: url }), url).to.deep.equal([
        "backoffice:webhookUrl must be an https address without user or fragment; http only for a loopback host, [secret] given (Pulumi.test.yaml)",
      ]);
    }
  });

  it("leave the processor time for the fallback", () => {
    expect(problemsOf({ webhookUrl, webhookTimeoutSeconds: "15" })).to.deep.equal([]);
    expect(problemsOf({ webhookUrl, webhookTimeoutSeconds: "16" })).to.deep.equal([
      'backoffice:webhookTimeoutSeconds must leave notifications/processor 15 s of its timeout for the fallback (at most 15), "16" given; by default functionTimeoutSeconds 30 (Pulumi.test.yaml)',
    ]);
    expect(problemsOf({ webhookTimeoutSeconds: "16" })).to.deep.equal([]);
    expect(problemsOf({ webhookTimeoutSeconds: "30" }).join("\n")).to.include(
      "the duration alarm of notifications/processor",
    );
  });

  it("send fallbacks to an address of their own where there is one", async () => {
    const { resources } = await program("dev", { fallbackEmail: "last@example.com" });

    const { environment } = the(resources, "aws:lambda/function:Function", "notifications-processor").inputs;
    expect((environment as { variables: unknown }).variables).to.include({ FALLBACK_ADDRESS: "last@example.com" });
  });
});

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`notifications in ${stack}`, () => {
    it("raise their alarms above ten failures, five errors and one throttle in five minutes", async () => {
      const { resources } = await program(stack);

      const alarm = (name: string) => {
        const { inputs } = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", name);
        const { namespace, metricName, dimensions, statistic, period, evaluationPeriods } = inputs;
        const { comparisonOperator, threshold, treatMissingData } = inputs;
        return [
          [namespace, metricName, dimensions],
          [statistic, period, evaluationPeriods, comparisonOperator, threshold, treatMissingData],
        ];
      };
      const when = (threshold: number) => ["Sum", 300, 1, "GreaterThanThreshold", threshold, "notBreaching"];
      const fn = `notifications-processor-${stack}`;
      const lambda = { FunctionName: fn, Resource: `${fn}:live` };
      expect(alarm("notifications-failures-alarm")).to.deep.equal([
        ["Backoffice", "NotificationsFailed", { environment: stack, service: "notifications" }],
        when(10),
      ]);
      expect(alarm("notifications-processor-errors-alarm")).to.deep.equal([["AWS/Lambda", "Errors", lambda], when(5)]);
      expect(alarm("notifications-processor-throttles-alarm")).to.deep.equal([
        ["AWS/Lambda", "Throttles", lambda],
        when(1),
      ]);
    });

    it("have a dashboard of exactly four widgets", async () => {
      const { resources } = await program(stack);

      const { dashboardBody } = the(resources, "aws:cloudwatch/dashboard:Dashboard", "notifications-dashboard").inputs;
      const { widgets } = JSON.parse(String(dashboardBody)) as { widgets: { properties: { title: string } }[] };
      expect(widgets.map(({ properties }) => properties.title)).to.deep.equal([
        "Notification processing",
        "Lambda performance",
        "Duration",
        "SNS delivery",
      ]);
    });

    it("send fallbacks over TLS, to suppressed addresses too", async () => {
      const { resources } = await program(stack);

      const { tags: _, ...set } = the(
        resources,
        "aws:sesv2/configurationSet:ConfigurationSet",
        "notifications-mail",
      ).inputs;
      expect(set).to.deep.equal({
        configurationSetName: `notifications-mail-${stack}`,
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true },
        sendingOptions: { sendingEnabled: true },
        suppressionOptions: { suppressedReasons: [] },
      });
    });

    it("have fallbacks that fail counted by the name of their set, and by nothing else", async () => {
      const { resources } = await program(stack);

      const destinations = ofType(
        resources,
        "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
      )
        .map(({ inputs }) => inputs)
        .filter(({ configurationSetName }) => configurationSetName === `notifications-mail-${stack}`);
      const dimension = {
        dimensionName: "ses:configuration-set",
        dimensionValueSource: "MESSAGE_TAG",
        defaultDimensionValue: `notifications-mail-${stack}`,
      };
      expect(destinations).to.deep.equal([
        {
          configurationSetName: `notifications-mail-${stack}`,
          eventDestinationName: `notifications-mail-failures-${stack}`,
          eventDestination: {
            enabled: true,
            matchingEventTypes: ["BOUNCE", "COMPLAINT", "REJECT"],
            cloudWatchDestination: { dimensionConfigurations: [dimension] },
          },
        },
      ]);
    });
  });
}
