import { createContext } from "react";
import { ownSrc } from "../inbox/own-src.ts";

/** Where the pictures of a post are read: as a teammate, unless a reviewer's link shows them. */
export const MediaSource = createContext((fileId: string) => ownSrc(`/api/media/${fileId}`));
