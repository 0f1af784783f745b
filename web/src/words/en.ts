import addresses from "./en/addresses.json";
import app from "./en/app.json";
import articles from "./en/articles.json";
import audit from "./en/audit.json";
import blacklist from "./en/blacklist.json";
import calls from "./en/calls.json";
import customers from "./en/customers.json";
import deeds from "./en/deeds.json";
import difference from "./en/difference.json";
import fields from "./en/fields.json";
import happenings from "./en/happenings.json";
import home from "./en/home.json";
import invoices from "./en/invoices.json";
import lines from "./en/lines.json";
import orders from "./en/orders.json";
import parts from "./en/parts.json";
import paymentFiles from "./en/payment_files.json";
import payments from "./en/payments.json";
import phone from "./en/phone.json";
import prices from "./en/prices.json";
import problems from "./en/problems.json";
import quarantine from "./en/quarantine.json";
import reports from "./en/reports.json";
import search from "./en/search.json";
import settings from "./en/settings.json";
import signingIn from "./en/signing_in.json";
import spoken from "./en/spoken.json";
import staff from "./en/staff.json";
import unmatched from "./en/unmatched.json";
import webhooks from "./en/webhooks.json";
import yourSignIn from "./en/your_sign_in.json";
import type { MessageId } from "./sv";

export const en: Record<MessageId, string> = {
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
