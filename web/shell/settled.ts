import { useEffect, useState } from "react";

const turn = 1_200; // ms; the first view on a slow machine

/** True once the first screen has had its turn: what only accompanies it asks the server then, and not in its way. */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), turn);
    return () => clearTimeout(timer);
  }, []);
  return settled;
}
