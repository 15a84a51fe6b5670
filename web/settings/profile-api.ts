import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import type { paths } from "../api/schema.gen.d.ts";
import { sessionQuery } from "../shell/session.ts";

export const profileQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => unwrap(api.GET("/me")),
});

type ProfileChange = NonNullable<paths["/me"]["patch"]["requestBody"]>["content"]["application/json"];

/** Changes my profile here; names and faces everywhere else follow. */
export async function saveProfile(body: ProfileChange): Promise<void> {
  await unwrap(api.PATCH("/me", { body }));
  await profileChanged();
}

export const profileChanged = async (): Promise<void> => {
  await Promise.all(
    [profileQuery.queryKey, sessionQuery.queryKey, ["teammates"]].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
};
