import type { MediaKind } from "./media.ts";

declare module "../kernel/tables.ts" {
  interface Tables {
    media: {
      workspace_id: string;
      file_id: string;
      /** Of the bytes as they were given; `sha256` is of those that are kept. */
      source_sha256: string;
      sha256: string;
      kind: MediaKind;
      name: string;
      /** What is shown, for those who do not see it; offered whenever it is used again. */
      alt: string;
      /** What has to stay in view, from 0 to 1 from the left and from the top; null: the middle. */
      focal_x: number | null;
      focal_y: number | null;
      width: number | null;
      height: number | null;
      animated: boolean;
      seconds: number | null;
      video_codec: string | null;
      audio_codec: string | null;
      frame_rate: number | null;
      made_by: string;
      made_at: Time;
    };
    delivery_media: {
      workspace_id: string;
      delivery_id: string;
      position: number;
      file_id: string;
      alt: string;
    };
  }
}
