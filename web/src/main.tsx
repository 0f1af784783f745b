import "@cloudscape-design/global-styles/index.css";
import "./app/app.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/App";
import { loadConfig } from "./signing_in/config";
import { session } from "./signing_in/session";

const place = document.getElementById("app");
if (!place) throw new Error("the page has no place for the application");
const root = createRoot(place);
const opened = loadConfig().then((config) => session.open(config));
root.render(
  <StrictMode>
    <App opened={opened} />
  </StrictMode>,
);
