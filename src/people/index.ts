/** People: who speaks. For now one person per identity. */
import "./tables.ts";
import { peopleRoutes } from "./people-routes.ts";

export { type Identified, identify, type Meeting } from "./identify.ts";
export { type Account, accountsOfPersons, findAccounts, searchAccounts } from "./mention-store.ts";
export const openPeople = () => ({ routes: peopleRoutes });
