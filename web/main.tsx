import "./style/base.css";
import "./style/fonts.css";
import "./style/tokens.css";
import "./style/mantine.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query.ts";
import { begin } from "./i18n.ts";
import { router } from "./routes.tsx";
import { theme } from "./style/theme.ts";

const colorScheme = localStorageColorSchemeManager({ key: "rapport-theme" });

await begin();

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <MantineProvider
          theme={theme}
          defaultColorScheme="auto"
          colorSchemeManager={colorScheme}
          withCssVariables={false}
          withGlobalClasses={false}
          deduplicateInlineStyles
        >
          <RouterProvider router={router} />
        </MantineProvider>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
