import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Loading } from "./loading.tsx";
import { NotFound } from "./not-found.tsx";
import { requireSession } from "./session.ts";

const Frame = lazy(() => import("./frame.tsx").then((m) => ({ default: m.Frame })));

/** An address that no screen has: inside the frame for who is signed in, so that every way on stays at hand. */
export function Stray() {
  const session = useQuery({
    queryKey: ["stray"],
    // Its refusal is a redirect to the sign-in, which a wrong address does not deserve.
    queryFn: () => requireSession("/").catch(() => null),
    retry: false,
    staleTime: 0,
  });
  if (session.isPending) return <Loading />;
  if (!session.data) return <NotFound />;
  return (
    <Suspense fallback={<Loading />}>
      <Frame>
        <NotFound />
      </Frame>
    </Suspense>
  );
}
