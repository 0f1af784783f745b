import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useQuery } from "@tanstack/react-query";

import { Page } from "~/parts/Page";
import { Loading } from "~/parts/Shown";
import { refusalWords } from "~/signing_in/refusals";
import { isSecondFactorOn } from "~/signing_in/secondFactor";
import { useSay } from "~/words/say";

import { TwoSteps } from "./TwoSteps";

/** How who is signed in signs in, told by the user pool. */
export default function YourSignInPage() {
  const say = useSay();
  const factor = useQuery({ queryKey: ["your_sign_in"], queryFn: isSecondFactorOn });
  const again = () => factor.refetch();
  return (
    <Page title={say("your_sign_in.title")}>
      {factor.data !== undefined ? (
        <TwoSteps isOn={factor.data} onChanged={again} />
      ) : factor.error ? (
        <Alert
          type="error"
          action={
            <Button loading={factor.isFetching} onClick={() => void again()}>
              {say("parts.again")}
            </Button>
          }
        >
          {refusalWords(factor.error, say)}
        </Alert>
      ) : (
        <Loading />
      )}
    </Page>
  );
}
