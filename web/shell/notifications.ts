import { createStore } from "./store.ts";

/** How many notifications wait unread: the bell shows it; the notifications module keeps it right. */
export const unreadNotifications = createStore(0);
