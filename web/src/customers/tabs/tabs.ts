import type { ComponentType } from "react";

import type { Operation } from "~/api/client";
import type { MessageId } from "~/words/say";

import type { Customer } from "../useCustomer";

export interface TabProps {
  readonly customer: Customer;
}

interface Tab {
  /** In the address. */
  readonly id: string;
  readonly title: MessageId;
  /** Who may not do this has no such tab. */
  readonly needs: Operation;
  readonly load: () => Promise<{ default: ComponentType<TabProps> }>;
}

/** The tabs of a customer's page, in their order. */
export const TABS: readonly Tab[] = [
  {
    id: "overview",
    title: "customers.tab_overview",
    needs: "get_customer",
    load: () => import("./OverviewTab"),
  },
  {
    id: "timeline",
    title: "customers.tab_timeline",
    needs: "get_timeline",
    load: () => import("./TimelineTab"),
  },
  {
    id: "orders",
    title: "customers.tab_orders",
    needs: "list_orders",
    load: () => import("./OrdersTab"),
  },
  {
    id: "invoices",
    title: "customers.tab_invoices",
    needs: "list_invoices",
    load: () => import("./InvoicesTab"),
  },
  {
    id: "payments",
    title: "customers.tab_payments",
    needs: "list_payments",
    load: () => import("./PaymentsTab"),
  },
  {
    id: "calls",
    title: "customers.tab_calls",
    needs: "list_calls",
    load: () => import("./CallsTab"),
  },
  {
    id: "numbers",
    title: "customers.tab_numbers",
    needs: "list_customer_numbers",
    load: () => import("./NumbersTab"),
  },
  {
    id: "credit",
    title: "customers.tab_credit",
    needs: "get_credit",
    load: () => import("./CreditTab"),
  },
  {
    id: "discounts",
    title: "customers.tab_discounts",
    needs: "list_discounts",
    load: () => import("./DiscountsTab"),
  },
  {
    id: "blocks",
    title: "customers.tab_blocks",
    needs: "list_customer_blocks",
    load: () => import("./BlocksTab"),
  },
  {
    id: "notes",
    title: "customers.tab_notes",
    needs: "list_notes",
    load: () => import("./NotesTab"),
  },
  {
    id: "address",
    title: "customers.tab_address",
    needs: "get_address",
    load: () => import("./AddressTab"),
  },
];
