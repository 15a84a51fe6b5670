/** Where a list goes on: the sort key and id of the last row shown, opaque to clients. Pure. */
import { badField } from "../kernel/errors.ts";
import { isId } from "../kernel/ids.ts";

export interface Place {
  /** A time as PostgreSQL writes it, with all its digits: a rounded one would skip or repeat rows. */
  key: string;
  id: string;
}

const time = /^\d{4,6}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2}){0,2}$/;

/** `order` names the list, so that the cursor of another order is refused instead of answering nonsense. */
export const writeCursor = (order: string, place: Place): string =>
  Buffer.from(JSON.stringify([order, place.key, place.id])).toString("base64url");

/** Throws bad-input on `query.<field>` for a cursor that was not made for this order. */
export function readCursor(order: string, text: string, field = "cursor"): Place {
  try {
    const [made, key, id] = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown[];
    if (
      made === order &&
      typeof key === "string" &&
      time.test(key) &&
      !Number.isNaN(Date.parse(key)) &&
      isId(id)
    )
      return { key, id };
  } catch {
    // Not JSON: answered below.
  }
  throw badField(`query.${field}`, {
    en: "This list cannot go on from here. Start it again.",
    es: "Esta lista no puede seguir desde aquí. Empiézala de nuevo.",
  });
}
