import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import style from "./menu-at.module.css";

/** Where a menu was asked for. */
export interface AskedAt {
  /** In the window's pixels. */
  at: { x: number; y: number };
  /** What has the focus again when it closes. */
  from: HTMLElement;
}

/** A menu that opens at a place, and not below a button. `label` says what it is of. */
export function MenuAt({
  asked: { at, from },
  label,
  onClose,
  children,
}: {
  asked: AskedAt;
  label: string;
  onClose(): void;
  children: ReactNode;
}) {
  return (
    <Menu
      opened
      position="bottom-start"
      // Stays within the screen's own landmark.
      withinPortal={false}
      floatingStrategy="fixed"
      onClose={() => {
        onClose();
        if (from.isConnected) from.focus();
      }}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className={style.anchor}
          style={{ left: at.x, top: at.y }}
          aria-label={label}
        />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
