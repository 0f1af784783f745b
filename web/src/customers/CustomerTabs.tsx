import Tabs from "@cloudscape-design/components/tabs";
import { lazy, Suspense } from "react";
import { useNavigate, useParams } from "react-router";

import { useMay } from "~/api/me";
import { Loading } from "~/parts/Shown";
import { useSay } from "~/words/say";

import { TABS } from "./tabs/tabs";
import { hasAddress, type Customer } from "./useCustomer";

const VIEWS = TABS.map((tab) => ({ ...tab, View: lazy(tab.load) }));

/** One matter at a time; which one is in the address. */
export function CustomerTabs({ customer }: { customer: Customer }) {
  const say = useSay();
  const may = useMay();
  const navigate = useNavigate();
  const { tab } = useParams();
  const views = VIEWS.filter(
    ({ id, needs }) => may(needs) && (id !== "address" || hasAddress(customer.status)),
  );
  const active = views.find(({ id }) => id === tab) ?? views[0];
  return (
    <Tabs
      ariaLabel={customer.name}
      activeTabId={active?.id ?? ""}
      onChange={({ detail }) => {
        void navigate(`/customers/${customer.number}/${detail.activeTabId}`, { replace: true });
      }}
      tabs={views.map(({ id, title, View }) => ({
        id,
        label: say(title),
        content: (
          <Suspense fallback={<Loading />}>
            <View customer={customer} />
          </Suspense>
        ),
      }))}
    />
  );
}
