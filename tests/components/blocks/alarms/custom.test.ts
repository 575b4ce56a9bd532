import { expect } from "chai";
import { type CustomAlarmArgs, customAlarm } from "../../../../components/blocks/alarms/custom";
import { metrics } from "../../../../functions/contracts/metric-catalog";
import { record } from "../../../support/pulumi";
import { sharedArgs } from "../../../support/pulumi-fixtures";
import { the } from "../../../support/pulumi-queries";

const args: CustomAlarmArgs = {
  summary: "Orders fail.",
  runbook: "order-failures",
  metric: metrics.orderFailures,
  service: "orders",
  extra: { kind: "internal" },
  threshold: 5,
  periods: 1,
};

describe("an alarm on a metric of our own", () => {
  it("matches the one dimension set that the functions write", async () => {
    const { resources } = await record(() => {
      const base = sharedArgs();
      customAlarm("orders-alarm", base, args, base.key);
    });

    expect(the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-alarm").inputs).to.deep.include({
      namespace: "Backoffice",
      metricName: "OrderFailures",
      dimensions: { environment: "test", service: "orders", kind: "internal" },
      statistic: "Sum",
      period: 300,
    });
  });

  const { extra: _, ...plain } = args;
  const wrong: readonly (readonly [string, CustomAlarmArgs])[] = [
    ["misses one", plain],
    ["has another", { ...args, extra: { reason: "x" } }],
    ["has one too many", { ...args, metric: metrics.ordersPlaced }],
  ];
  for (const [what, changed] of wrong) {
    it(`is refused when its dimension set ${what}`, async () => {
      let error: unknown;

      await record(() => {
        const base = sharedArgs();
        try {
          customAlarm("orders-alarm", base, changed, base.key);
        } catch (caught) {
          error = caught;
        }
      });

      expect(String(error)).to.include("the dimensions");
    });
  }
});
