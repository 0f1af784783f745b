import { formatMoney, minorUnits } from "~/formats/money";
import { formatCount } from "~/formats/numbers";
import type { Say } from "~/words/say";

import type { Tariff } from "./usePrices";

type Band = Tariff["bands"][number];
type Day = Band["days"][number];

const WEEK: readonly Day[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"];

/** What a tariff comes to for who calls, a sentence for each thing it says. */
export function tariffWords(tariff: Tariff, currency: string, say: Say): string[] {
  const money = (amount: string) => formatMoney({ amount, currency });
  const isSome = (amount: string | null | undefined): amount is string =>
    amount !== null && amount !== undefined && minorUnits({ amount, currency }) !== 0n;
  const { first_seconds: first, increment_seconds: increment, free_seconds: free } = tariff;
  const words = [say("prices.says_rate", { rate: money(tariff.rate_per_minute) })];
  if (first === 1 && increment === 1) words.push(say("prices.says_by_second"));
  else
    words.push(
      say("prices.says_blocks", { first: formatCount(first), next: formatCount(increment) }),
    );
  if (isSome(tariff.opening_fee))
    words.push(say("prices.says_fee", { fee: money(tariff.opening_fee) }));
  if (free) words.push(say("prices.says_free", { seconds: formatCount(free) }));
  if (isSome(tariff.minimum_charge))
    words.push(say("prices.says_minimum", { amount: money(tariff.minimum_charge) }));
  if (tariff.maximum_charge)
    words.push(say("prices.says_maximum", { amount: money(tariff.maximum_charge) }));
  for (const step of tariff.steps)
    words.push(
      say("prices.says_step", {
        seconds: formatCount(step.after_seconds),
        rate: money(step.rate_per_minute),
      }) + blocks(step.increment_seconds, say),
    );
  for (const band of tariff.bands) words.push(bandWords(band, money, say));
  if (tariff.holidays.length)
    words.push(say("prices.says_holidays", { count: tariff.holidays.length }));
  return words;
}

function bandWords(band: Band, money: (amount: string) => string, say: Say): string {
  const rate = say("prices.says_band", {
    days: daysWords(band.days, say),
    from: band.from,
    to: band.to,
    rate: money(band.rate_per_minute),
  });
  const fee = band.opening_fee ? say("prices.says_band_fee", { fee: money(band.opening_fee) }) : "";
  return `${rate}${fee}${blocks(band.increment_seconds, say)}`;
}

function blocks(seconds: number | null | undefined, say: Say): string {
  return seconds ? say("prices.says_in_blocks", { seconds: formatCount(seconds) }) : "";
}

/** "mån–fre, helgdag": days that follow each other are told by the first and the last. */
export function daysWords(days: readonly string[], say: Say): string {
  const runs: Day[][] = [];
  for (const day of WEEK) {
    const last = runs.at(-1);
    const before = WEEK[WEEK.indexOf(day) - 1];
    if (!days.includes(day)) continue;
    if (last && day !== "holiday" && last.at(-1) === before) last.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)].map((day) => say(`prices.day_${day ?? "mon"}`));
      return run.length > 2
        ? `${first}–${last}`
        : run.map((day) => say(`prices.day_${day}`)).join(", ");
    })
    .join(", ");
}
