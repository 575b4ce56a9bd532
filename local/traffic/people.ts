/** A caller of the API. */
export interface Person {
  /** `sub` of their token. */
  readonly customer: string;
  readonly email: string;
  /** Used in the address of their orders. */
  readonly name: string;
  readonly street: string;
  readonly staff?: boolean;
}

/**
 * Customers of the rehearsal. Names and streets are used nowhere else, so that one in a log or an error entry is a leak; one name is
 * markup, so that an email that shows it unescaped is found.
 */
export const customers = [
  { customer: "ada", email: "ada.lovelace@mail.example", name: "Ada Q. Lovelace", street: "12 Difference Row" },
  { customer: "grace", email: "Grace.Hopper@mail.example", name: "Grace Quillhopper", street: "9 Compiler Court" },
  { customer: "hedy", email: "hedy@mail.example", name: "Hedy Lamarrova", street: "5 Frequency Hop" },
  {
    customer: "mallory",
    email: "mallory+shop@mail.example",
    name: "<b>Mallory</b> & Söhne",
    street: "1 <i>Injection</i> Alley",
  },
  { customer: "sakura", email: "sakura@mail.example", name: "桜 Sakurai-Quist", street: "三丁目 7 Blossom Lane" },
] as const satisfies readonly [Person, ...Person[]];

/** A member of staff: sees and moves every order. */
export const clerk: Person = {
  customer: "clerk",
  email: "clerk@mail.example",
  name: "Clara Clerkenwell",
  street: "2 Counter Street",
  staff: true,
};

/** A customer that only one scenario uses. */
export function person(customer: string, email = `${customer}@mail.example`): Person {
  return { customer, email, name: `Pat Quimby ${customer}`, street: `77 Rehearsal Road ${customer}` };
}
