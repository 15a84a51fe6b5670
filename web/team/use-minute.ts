import { useEffect, useState } from "react";

/** The present moment, renewed as each minute begins, for clocks on the screen. */
export function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), 60_050 - (Date.now() % 60_000));
    return () => clearTimeout(timer);
  });
  return now;
}
