import addresses from "./sv/addresses.json";
import app from "./sv/app.json";
import articles from "./sv/articles.json";
import audit from "./sv/audit.json";
import blacklist from "./sv/blacklist.json";
import calls from "./sv/calls.json";
import customers from "./sv/customers.json";
import deeds from "./sv/deeds.json";
import difference from "./sv/difference.json";
import fields from "./sv/fields.json";
import happenings from "./sv/happenings.json";
import home from "./sv/home.json";
import invoices from "./sv/invoices.json";
import lines from "./sv/lines.json";
import orders from "./sv/orders.json";
import parts from "./sv/parts.json";
import paymentFiles from "./sv/payment_files.json";
import payments from "./sv/payments.json";
import phone from "./sv/phone.json";
import prices from "./sv/prices.json";
import problems from "./sv/problems.json";
import quarantine from "./sv/quarantine.json";
import reports from "./sv/reports.json";
import search from "./sv/search.json";
import settings from "./sv/settings.json";
import signingIn from "./sv/signing_in.json";
import spoken from "./sv/spoken.json";
import staff from "./sv/staff.json";
import unmatched from "./sv/unmatched.json";
import webhooks from "./sv/webhooks.json";
import yourSignIn from "./sv/your_sign_in.json";

/** A page adds its file here and in en.ts; its keys begin with its name. */
export const sv = {
  ...addresses,
  ...app,
  ...articles,
  ...audit,
  ...blacklist,
  ...calls,
  ...customers,
  ...deeds,
  ...difference,
  ...fields,
  ...happenings,
  ...home,
  ...invoices,
  ...lines,
  ...orders,
  ...parts,
  ...paymentFiles,
  ...payments,
  ...phone,
  ...prices,
  ...problems,
  ...quarantine,
  ...reports,
  ...search,
  ...settings,
  ...signingIn,
  ...spoken,
  ...staff,
  ...unmatched,
  ...webhooks,
  ...yourSignIn,
};

export type MessageId = keyof typeof sv;
