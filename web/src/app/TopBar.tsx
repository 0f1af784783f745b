import TopNavigation, {
  type TopNavigationProps,
} from "@cloudscape-design/components/top-navigation";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";

import { useMe } from "~/api/me";
import { useFollow } from "~/parts/PageLink";
import { session } from "~/signing_in/session";
import { useSay, type Language, type Say } from "~/words/say";

import { usePreferences, type Theme } from "./preferences";
import { SearchBox } from "./SearchBox";

const THEMES: readonly Theme[] = ["light", "dark", "system"];

export function TopBar() {
  const say = useSay();
  const me = useMe();
  const navigate = useNavigate();
  const follow = useFollow();
  const queries = useQueryClient();
  const preferences = usePreferences();

  const signOut = async () => {
    await session.signOut();
    queries.clear();
  };
  return (
    <TopNavigation
      identity={{
        href: "/",
        logo: { src: "/wordmark.svg", alt: say("app.name") },
        onFollow: (event) => {
          event.preventDefault();
          void navigate("/");
        },
      }}
      search={<SearchBox />}
      utilities={[
        languageMenu(say, preferences.language, (language) => {
          preferences.choose({ language });
        }),
        themeMenu(say, preferences.theme, (theme) => {
          preferences.choose({ theme });
        }),
        {
          type: "menu-dropdown",
          iconName: "user-profile",
          ariaLabel: me.email,
          title: me.email,
          description: me.roles.map((role) => say(`app.role_${role}`)).join(", "),
          items: [
            { id: "your_sign_in", text: say("your_sign_in.title"), href: "/your-sign-in" },
            { id: "sign_out", text: say("app.sign_out") },
          ],
          onItemFollow: follow,
          onItemClick: ({ detail }) => {
            if (detail.id === "sign_out") void signOut();
          },
        },
      ]}
    />
  );
}

function languageMenu(
  say: Say,
  language: Language,
  choose: (language: Language) => void,
): TopNavigationProps.Utility {
  return {
    type: "menu-dropdown",
    iconName: "globe",
    ariaLabel: say("app.language"),
    title: say("app.language"),
    items: [
      { id: "sv", text: say("app.swedish"), itemType: "checkbox", checked: language === "sv" },
      { id: "en", text: say("app.english"), itemType: "checkbox", checked: language === "en" },
    ],
    onItemClick: ({ detail }) => {
      choose(detail.id === "sv" ? "sv" : "en");
    },
  };
}

function themeMenu(
  say: Say,
  theme: Theme,
  choose: (theme: Theme) => void,
): TopNavigationProps.Utility {
  return {
    type: "menu-dropdown",
    iconName: "settings",
    ariaLabel: say("app.theme"),
    title: say("app.theme"),
    items: THEMES.map((one) => ({
      id: one,
      text: say(`app.theme_${one}`),
      itemType: "checkbox",
      checked: one === theme,
    })),
    onItemClick: ({ detail }) => {
      choose(THEMES.find((one) => one === detail.id) ?? "system");
    },
  };
}
