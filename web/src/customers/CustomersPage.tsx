import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { useMay } from "~/api/me";
import { ListTable } from "~/parts/ListTable";
import { Page } from "~/parts/Page";
import { useSay } from "~/words/say";

import { customerColumns } from "./columns";
import { RegisterDialogue } from "./RegisterDialogue";
import { SearchField } from "./SearchField";
import { useCustomers, useSearched } from "./useCustomers";

/** Whoever is searched for, or the newest first. */
export default function CustomersPage() {
  const say = useSay();
  const may = useMay();
  const [searched, search] = useSearched();
  const customers = useCustomers(searched);
  const [isRegistering, setRegistering] = useState(false);
  return (
    <Page title={say("customers.title")} isList>
      <ListTable
        isPage
        title={say("customers.list")}
        list={customers}
        idOf={(customer) => customer.number}
        columns={customerColumns(say, searched !== "")}
        empty={say(searched ? "customers.none_found" : "customers.none_yet")}
        filter={<SearchField searched={searched} onSearch={search} />}
        actions={
          may("create_customer") && (
            <Button
              variant="primary"
              onClick={() => {
                setRegistering(true);
              }}
            >
              {say("customers.register")}
            </Button>
          )
        }
      />
      {isRegistering && (
        <RegisterDialogue
          onDismiss={() => {
            setRegistering(false);
          }}
        />
      )}
    </Page>
  );
}
