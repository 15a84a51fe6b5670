import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { filtersOf, type InboxSearch } from "./question.ts";

export interface Place {
  /** The list: a standing view's name or a saved view's id. */
  view: string;
  search: InboxSearch;
  conversationId: string | undefined;
  /** Shows a list, with these filters alone. */
  showList(view: string, filters?: InboxSearch): void;
  /** Opens a conversation beside the list; `instead` leaves no step to go back to. */
  open(id: string, more?: { message?: string; instead?: boolean }): void;
  /** Back to the list alone. */
  close(): void;
  panel(name: "person" | undefined): void;
}

/** Where one is in the inbox, and the ways from here. All of it stands in the address. */
export function usePlace(): Place {
  const params: { view?: string; conversationId?: string } = useParams({ strict: false });
  const search: InboxSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const view = params.view ?? search.view ?? "open";
  const filters = filtersOf(search) as InboxSearch;
  return {
    view,
    search,
    conversationId: params.conversationId,
    showList: (to, next = {}) =>
      void navigate({ to: "/inbox/$view", params: { view: to }, search: filtersOf(next) as InboxSearch }),
    open: (conversationId, { message, instead = false } = {}) =>
      void navigate({
        to: "/inbox/c/$conversationId",
        params: { conversationId },
        search: { ...filters, ...(view === "open" ? {} : { view }), ...(message ? { message } : {}) },
        replace: instead,
      }),
    close: () => void navigate({ to: "/inbox/$view", params: { view }, search: filters }),
    panel: (name) => {
      const { panel: _panel, ...rest } = search;
      if (params.conversationId)
        void navigate({
          to: "/inbox/c/$conversationId",
          params: { conversationId: params.conversationId },
          search: { ...rest, ...(name ? { panel: name } : {}) },
        });
    },
  };
}
