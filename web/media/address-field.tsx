import { useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import style from "./media.module.css";
import { fetchMedia, type Stored } from "./media-api.ts";

/** Takes a picture or a film from its web address. */
export function AddressField({ onFetched }: { onFetched(file: Stored): void }) {
  const { t } = useLingui();
  const [url, setUrl] = useState("");
  const fetching = useMutation({
    mutationFn: () => fetchMedia(url.trim()),
    async onSuccess(file) {
      setUrl("");
      await queryClient.invalidateQueries({ queryKey: ["media"] });
      onFetched(file);
    },
  });
  const { error } = fetching;
  const why = error instanceof ApiError ? (error.fields[0]?.message ?? error.message) : error?.message;
  return (
    <form
      className={style.address}
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== "") fetching.mutate();
      }}
    >
      <TextInput
        type="url"
        inputMode="url"
        value={url}
        error={why}
        onChange={(event) => setUrl(event.currentTarget.value)}
        aria-label={t`Web address of a picture or film`}
        placeholder={t`Web address of a picture or film`}
      />
      <Button type="submit" variant="default" loading={fetching.isPending}>{t`Fetch`}</Button>
    </form>
  );
}
