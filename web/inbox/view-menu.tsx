import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { queryClient } from "../api/query.ts";
import { toast } from "../shell/toasts.tsx";
import { ask, askOf } from "./ask.ts";
import { dialog } from "./dialogs.ts";
import { useNames } from "./names.ts";
import type { View } from "./shapes.ts";
import style from "./views-pane.module.css";

/** What can be done with a saved view: one's own, or as a lead a shared one. */
export function ViewMenu({ view }: { view: View }) {
  const { t } = useLingui();
  const { role } = useNames();
  const lead = role === "owner" || role === "lead";
  if (view.shared && !lead) return null;
  const tell = (error: unknown) => toast({ message: (error as Error).message, tone: "bad" });
  const again = () => {
    void queryClient.invalidateQueries({ queryKey: ["views"] });
    void queryClient.invalidateQueries({ queryKey: ["summary"] });
  };
  const remove = async () => {
    await askOf("delete", "/views/{id}", view.id);
    again();
    toast({
      message: t`The view “${view.name}” is gone.`,
      action: {
        label: t`Undo`,
        run: async () => {
          const { name, question, shared } = view;
          await ask("post", "/views", { body: { name, question, shared } }).catch(tell);
          again();
        },
      },
    });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={style.more} aria-label={t`More about ${view.name}`}>
          <IconDots size={15} stroke={1.8} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => dialog.set({ kind: "change-view", id: view.id })}>{t`Rename…`}</Menu.Item>
        {lead && (
          <Menu.Item
            onClick={() =>
              void askOf("patch", "/views/{id}", view.id, { shared: !view.shared }).then(again, tell)
            }
          >
            {view.shared ? t`Keep to myself` : t`Share with everybody`}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => void remove().catch(tell)}>{t`Remove`}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
