import { createStore } from "../shell/store.ts";

const key = "rapport-person-beside";
const store = createStore(localStorage.getItem(key) !== "no");

/** Whether the person stands beside the thread where there is room; remembered in this browser. */
export const personShown = {
  use: store.use,
  set(shown: boolean) {
    localStorage.setItem(key, shown ? "yes" : "no");
    store.set(shown);
  },
};
