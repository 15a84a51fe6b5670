import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import {
  IconBroadcast,
  IconCalendarMonth,
  IconInbox,
  IconPencil,
  IconPhoto,
  IconSettings,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ComponentType } from "react";

export interface Destination {
  href: string;
  label: MessageDescriptor;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** The sequence that goes there. */
  keys: string;
  /** Shown in the bottom bar of a phone too; the rest are under "More". */
  phone: boolean;
}

/** What stands in the rail, in order. A module with a screen of its own adds its line. */
export const destinations: readonly Destination[] = [
  { href: "/inbox", label: msg`Inbox`, icon: IconInbox, keys: "g i", phone: true },
  { href: "/publishing", label: msg`Publishing`, icon: IconPencil, keys: "g p", phone: true },
  { href: "/calendar", label: msg`Calendar`, icon: IconCalendarMonth, keys: "g l", phone: false },
  { href: "/media", label: msg`Media`, icon: IconPhoto, keys: "g m", phone: false },
  { href: "/channels", label: msg`Channels`, icon: IconBroadcast, keys: "g c", phone: true },
  { href: "/team", label: msg`Team`, icon: IconUsersGroup, keys: "g t", phone: true },
  { href: "/settings", label: msg`Settings`, icon: IconSettings, keys: "g s", phone: false },
];
