import { v7, validate } from "uuid";

/** A new id: UUIDv7 (RFC 9562), so that rows made later sort later. Made in the app, never by the database. */
export const newId = (): string => v7();

/** Whether a text is a UUID of any version. Everything spliced into SQL passes here first. */
export const isId = (text: unknown): text is string => typeof text === "string" && validate(text);
