import { expect } from "chai";
import { fieldKind } from "../../../scripts/new/kinds/field";
import { goodBody } from "../../support/bad-bodies";
import { type Edit, load, placesOf, typeErrors } from "../../support/overlay";
import type { walk } from "./order-walk";

const entry = "tests/functions/contracts/order-walk.ts";

/** What `npm run new -- field order/fieldOfThisTest` changes: the one place where an order's fields are declared, and every place that decides about it. */
const edits: readonly Edit[] = fieldKind
  .part("order/fieldOfThisTest")
  .edits.map(({ file, find, before = "", after = "" }) => ({ file, from: find, to: before + find + after }));
const schemas = "functions/contracts/orders/schemas.ts";
const added = edits.filter(({ file }) => file === schemas);
const decided = edits.filter(({ file }) => file !== schemas);

/** The walk, and what it does not come by: what may be kept of a message that failed. */
const files = [entry, "functions/confirmations/sender/handler.ts"];

describe("a field that an order gets", () => {
  it("does not compile when only the schema has it, and every place where somebody must decide is named", () => {
    const errors = typeErrors(added, files);

    expect(placesOf(errors)).to.deep.equal(decided.map(({ file }) => file).sort());
    for (const error of errors) expect(error).to.match(/^functions\/[\w/-]+\.ts:\d+ .*fieldOfThisTest/s);
  });

  it("compiles then, and goes from the request to table, answer, document, message, and both forms of the email", async () => {
    expect(typeErrors(edits, files)).to.deep.equal([]);
    const loaded: { readonly walk?: typeof walk } = Object(await load(edits, entry));
    const fieldOfThisTest = "Happy birthday, Ada!";

    const seen = await loaded.walk?.({ ...goodBody, fieldOfThisTest });

    expect(seen?.answer.status).to.equal(201);
    expect(seen?.answer.body).to.include({ fieldOfThisTest });
    expect(seen?.item.fieldOfThisTest).to.deep.equal({ S: fieldOfThisTest });
    expect(seen?.message).to.include({ fieldOfThisTest });
    expect(seen?.mail.text).to.contain(fieldOfThisTest);
    expect(seen?.mail.html).to.contain(fieldOfThisTest);
    for (const schema of ["OrderRequest", "Order"]) {
      expect(seen?.schemas[schema].properties.fieldOfThisTest, schema).to.include({ type: "string", maxLength: 200 });
    }
    const without = await loaded.walk?.(goodBody);
    expect(without?.answer.body).to.not.have.property("fieldOfThisTest");
    expect(without?.item).to.not.have.property("fieldOfThisTest");
    expect(without?.mail.text).to.not.match(/Field of this test|\n{3}/);
    expect(without?.mail.html).to.not.contain("Field of this test");
  });
});

describe("a field that another message gets", () => {
  for (const { what, edit, entries, places } of [
    {
      what: "an event of a carrier",
      edit: {
        file: "functions/contracts/shipment-events.ts",
        from: "  location: usable(location),\n",
        to: "  location: usable(location),\n  weight: usable(z.string()),\n",
      },
      entries: ["functions/shipments/processor/index.ts"],
      // History and state take every field as it comes.
      places: ["functions/shipments/domain/shipment.ts", "functions/shipments/kept.ts"],
    },
    {
      what: "a delivery",
      edit: {
        file: "functions/confirmations/domain/delivery.ts",
        from: "  readonly sesMessageId?: string | undefined;\n",
        to: "  readonly sesMessageId?: string | undefined;\n  readonly language?: string | undefined;\n",
      },
      entries: ["functions/confirmations/sender/index.ts"],
      places: ["functions/confirmations/store/deliveries.ts"],
    },
  ]) {
    it(`does not compile when only ${what} has it, and every place where somebody must decide is named`, () => {
      expect(placesOf(typeErrors([edit], entries))).to.deep.equal(places);
    });
  }
});
