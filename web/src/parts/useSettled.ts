import { useEffect, useState } from "react";

/** `value` once it has stayed the same for so many ms. */
export function useSettled<T>(value: T, ms = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const pause = setTimeout(() => {
      setSettled(value);
    }, ms);
    return () => {
      clearTimeout(pause);
    };
  }, [value, ms]);
  return settled;
}
