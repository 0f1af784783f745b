import { useEffect, useState } from "react";

/** The time, told anew every so many ms. */
export function useNow(every = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const clock = setInterval(() => {
      setNow(Date.now());
    }, every);
    return () => {
      clearInterval(clock);
    };
  }, [every]);
  return now;
}
