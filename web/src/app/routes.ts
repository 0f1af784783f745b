import type { ComponentType } from "react";

import type { Operation } from "~/api/client";
import type { MessageId } from "~/words/say";

/** Groups of the side menu, in their order; "top" has no heading. */
export const SECTIONS = ["top", "care", "tasks", "money", "setup"] as const;
export type Section = (typeof SECTIONS)[number];

export interface PageRoute {
  /** As react-router writes it. */
  readonly path: string;
  /** Who may not do this has neither the page nor its line in the menu. */
  readonly needs: Operation;
  readonly load: () => Promise<{ default: ComponentType }>;
  /** Pages that are reached from another have none. */
  readonly menu?: { readonly section: Section; readonly title: MessageId };
  /** Tools of the one-machine stage: not there on AWS. */
  readonly isLocalOnly?: boolean;
}

/** Every page there is. In the order of the menu. */
export const ROUTES: readonly PageRoute[] = [
  {
    path: "/",
    needs: "report_today",
    load: () => import("~/home/HomePage"),
    menu: { section: "top", title: "home.title" },
  },
  {
    path: "/reports/:report?",
    needs: "report_calls",
    load: () => import("~/reports/ReportsPage"),
    menu: { section: "top", title: "reports.title" },
  },
  {
    path: "/customers",
    needs: "list_customers",
    load: () => import("~/customers/CustomersPage"),
    menu: { section: "care", title: "customers.title" },
  },
  {
    path: "/customers/:number/:tab?",
    needs: "get_customer",
    load: () => import("~/customers/CustomerPage"),
  },
  {
    path: "/orders",
    needs: "list_orders",
    load: () => import("~/orders/OrdersPage"),
    menu: { section: "care", title: "orders.title" },
  },
  {
    path: "/blacklist",
    needs: "list_blocks",
    load: () => import("~/blacklist/BlacklistPage"),
    menu: { section: "care", title: "blacklist.title" },
  },
  {
    path: "/unmatched",
    needs: "list_unmatched",
    load: () => import("~/unmatched/UnmatchedPage"),
    menu: { section: "tasks", title: "unmatched.title" },
  },
  {
    path: "/addresses",
    needs: "list_address_findings",
    load: () => import("~/addresses/AddressesPage"),
    menu: { section: "tasks", title: "addresses.title" },
  },
  {
    path: "/phone",
    needs: "get_customer",
    load: () => import("~/phone/PhonePage"),
    menu: { section: "care", title: "phone.title" },
    isLocalOnly: true,
  },
  {
    path: "/calls",
    needs: "list_calls",
    load: () => import("~/calls/CallsPage"),
    menu: { section: "care", title: "calls.title" },
  },
  {
    path: "/calls/why",
    needs: "list_calls",
    load: () => import("~/calls/WhyPage"),
    menu: { section: "care", title: "calls.why_title" },
  },
  { path: "/calls/:call", needs: "get_call", load: () => import("~/calls/CallPage") },
  {
    path: "/quarantine",
    needs: "list_quarantine",
    load: () => import("~/quarantine/QuarantinePage"),
    menu: { section: "tasks", title: "quarantine.title" },
  },
  {
    path: "/quarantine/:record",
    needs: "get_quarantined_record",
    load: () => import("~/quarantine/RecordPage"),
  },
  {
    path: "/prices",
    needs: "list_price_lists",
    load: () => import("~/prices/PriceListsPage"),
    menu: { section: "setup", title: "prices.title" },
  },
  {
    path: "/prices/:name",
    needs: "list_price_list_versions",
    load: () => import("~/prices/PriceListPage"),
  },
  {
    path: "/prices/:name/new",
    needs: "add_price_list_version",
    load: () => import("~/prices/NewVersionPage"),
  },
  {
    path: "/prices/:name/compare",
    needs: "compare_price_list_versions",
    load: () => import("~/prices/ComparePage"),
  },
  {
    path: "/prices/:name/:validFrom",
    needs: "get_price_list_version",
    load: () => import("~/prices/VersionPage"),
  },
  {
    path: "/articles",
    needs: "list_articles",
    load: () => import("~/articles/ArticlesPage"),
    menu: { section: "setup", title: "articles.title" },
  },
  {
    path: "/articles/:number",
    needs: "get_article",
    load: () => import("~/articles/ArticlePage"),
  },
  {
    path: "/service-lines",
    needs: "list_service_lines",
    load: () => import("~/lines/LinesPage"),
    menu: { section: "setup", title: "lines.title" },
  },
  {
    path: "/service-lines/:number",
    needs: "get_service_line",
    load: () => import("~/lines/LinePage"),
  },
  {
    path: "/spoken-texts",
    needs: "list_spoken_texts",
    load: () => import("~/spoken/SpokenTextsPage"),
    menu: { section: "setup", title: "spoken.title" },
  },
  {
    path: "/webhooks",
    needs: "list_webhook_endpoints",
    load: () => import("~/webhooks/WebhooksPage"),
    menu: { section: "setup", title: "webhooks.title" },
  },
  {
    path: "/webhooks/:endpoint",
    needs: "get_webhook_endpoint",
    load: () => import("~/webhooks/EndpointPage"),
  },
  {
    path: "/webhooks/:endpoint/:event",
    needs: "get_delivery",
    load: () => import("~/webhooks/DeliveryPage"),
  },
  {
    path: "/staff",
    needs: "list_staff",
    load: () => import("~/staff/StaffPage"),
    menu: { section: "setup", title: "staff.title" },
  },
  {
    path: "/settings",
    needs: "get_settings",
    load: () => import("~/settings/SettingsPage"),
    menu: { section: "setup", title: "settings.title" },
  },
  {
    path: "/audit",
    needs: "list_audit_entries",
    load: () => import("~/audit/AuditPage"),
    menu: { section: "setup", title: "audit.title" },
  },
  {
    path: "/invoices",
    needs: "list_invoices",
    load: () => import("~/invoices/InvoicesPage"),
    menu: { section: "money", title: "invoices.title" },
  },
  {
    path: "/invoices/:reference",
    needs: "get_invoice",
    load: () => import("~/invoices/InvoicePage"),
  },
  {
    path: "/payments",
    needs: "list_payments",
    load: () => import("~/payments/PaymentsPage"),
    menu: { section: "money", title: "payments.title" },
  },
  {
    path: "/payments/:payment",
    needs: "get_payment",
    load: () => import("~/payments/PaymentPage"),
  },
  {
    path: "/suspense",
    needs: "list_suspense",
    load: () => import("~/suspense/SuspensePage"),
    menu: { section: "money", title: "payments.suspense_title" },
  },
  {
    path: "/payment-tasks",
    needs: "list_payment_tasks",
    load: () => import("~/payments/PaymentTasksPage"),
    menu: { section: "money", title: "payments.tasks" },
  },
  {
    path: "/payment-files",
    needs: "import_payments",
    load: () => import("~/payment_files/PaymentFilePage"),
    menu: { section: "money", title: "payment_files.title" },
  },
  {
    path: "/your-sign-in",
    needs: "get_me",
    load: () => import("~/your_sign_in/YourSignInPage"),
  },
];

/** Where "/" leads until there is a page for it. */
export const START = "/customers";
